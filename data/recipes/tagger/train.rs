//! Trains the tagger: labelled sentences → `tagger.bin`. A linear-chain conditional random field over hashed character
//! features; a position may carry several labels (where the teachers disagree), the likelihood then sums over them.
//! Compile: rustc -O -C target-cpu=native --edition 2024 train.rs; it needs no crate. Arguments: see make.sh.
#[path = "../../../src/tagger/feature.rs"]
#[allow(dead_code)]
mod feature;

use feature::{CLASS_START, CLASSES, CUES, FEATURES, Sentence, Tables, code, cue_start};
use std::collections::HashMap;
use std::io::Write;

const LABELS: usize = 21;
const WIDE: usize = 24;
const BUCKET: usize = 16;

type Row = [f32; WIDE];

struct Item {
    text: Vec<char>,
    masks: Vec<u32>,
    weight: f32,
    from: usize, // first row in `ids`, in positions
}

fn read(path: &str, weight: f32, items: &mut Vec<Item>) {
    let bytes = std::fs::read(path).expect("corpus");
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut at = 0;
    while at < bytes.len() {
        let n = word(at) as usize;
        let w = f32::from_bits(word(at + 4));
        at += 8;
        let text = (0..n).map(|i| char::from_u32(word(at + 4 * i)).unwrap_or(' ')).collect();
        let masks = (0..n).map(|i| word(at + 4 * (n + i))).collect();
        at += 8 * n;
        items.push(Item { text, masks, weight: w * weight, from: 0 });
    }
}

/// Label of a position that carries one only.
fn sure(mask: u32) -> Option<usize> {
    (mask.count_ones() == 1).then(|| mask.trailing_zeros() as usize)
}

fn level(part: f64, whole: f64, steps: [f64; 3]) -> u8 {
    let share = (part + 0.002) / (whole + 2.0);
    steps.iter().filter(|&&s| share > s).count() as u8
}

fn learn_classes(items: &[Item]) -> Vec<u8> {
    let mut counts = vec![[0f64; 5]; CLASSES];
    for item in items {
        for (&c, &mask) in item.text.iter().zip(&item.masks) {
            let at = (c as u32).wrapping_sub(CLASS_START) as usize;
            if at >= CLASSES {
                continue;
            }
            counts[at][0] += 1.0;
            match sure(mask) {
                Some(1) => counts[at][1] += 1.0,
                Some(2 | 3) => counts[at][2] += 1.0,
                Some(7) => counts[at][3] += 1.0,
                Some(11) => counts[at][4] += 1.0,
                _ => {}
            }
        }
    }
    counts
        .iter()
        .map(|c| {
            level(c[1], c[0], [0.01, 0.05, 0.25])
                | level(c[2], c[0], [0.01, 0.05, 0.2]) << 2
                | level(c[3], c[0], [0.01, 0.05, 0.2]) << 4
                | level(c[4], c[0], [0.01, 0.05, 0.2]) << 6
        })
        .collect()
}

fn learn_cues(items: &[Item], wanted: usize) -> Vec<u8> {
    let mut seen: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
    for item in items {
        for i in 1..item.text.len() {
            let cell = seen.entry((code(item.text[i - 1]), code(item.text[i]))).or_default();
            cell.1 += 1;
            if matches!(sure(item.masks[i]), Some(7 | 15)) && matches!(sure(item.masks[i - 1]), Some(5 | 6 | 13 | 14)) {
                cell.0 += 1;
            }
        }
    }
    let mut list: Vec<_> = seen.into_iter().filter(|(k, v)| v.0 * 8 > v.1 && k.0 > 0x4E00 && k.1 > 0x4E00).collect();
    list.sort_by_key(|&(k, v)| (std::cmp::Reverse(v.0), k));
    list.truncate(wanted);
    let mut cells = vec![0u32; CUES];
    for ((a, b), _) in list {
        let key = a | b << 16;
        let mut at = cue_start(key);
        while cells[at] != 0 {
            at = (at + 1) % CUES;
        }
        cells[at] = key;
    }
    cells.iter().flat_map(|c| c.to_le_bytes()).collect()
}

/// Which labels may follow which: the begin and end of one span belong together.
fn allowed(from: usize, to: usize) -> bool {
    let open = from != 0 && matches!((from - 1) % 4, 0 | 1);
    let inner = to != 0 && matches!((to - 1) % 4, 1 | 2);
    if open != inner { false } else { !open || (from - 1) / 4 == (to - 1) / 4 }
}
fn may_begin(label: usize) -> bool {
    label == 0 || matches!((label - 1) % 4, 0 | 3)
}
fn may_end(label: usize) -> bool {
    label == 0 || matches!((label - 1) % 4, 2 | 3)
}

struct Model {
    rows: Vec<Row>, // slot 23 of a row is AdaGrad's sum
    start: Row,
    steps: [Row; LABELS],
}

#[derive(Default)]
struct Work {
    scores: Vec<Row>,
    free: Vec<Row>,
    bound: Vec<Row>,
    alpha: Vec<Row>,
}

/// Posterior of each label at each position into `out`; false where no path exists.
fn posterior(e: &[Row], start: &Row, t: &[Row; LABELS], tt: &[Row; LABELS], alpha: &mut Vec<Row>, out: &mut Vec<Row>) -> Option<f64> {
    let n = e.len();
    alpha.clear();
    out.clear();
    let mut log = 0f64;
    let mut a = [0f32; WIDE];
    for j in 0..LABELS {
        a[j] = start[j] * e[0][j];
    }
    for i in 0..n {
        if i > 0 {
            let mut b = [0f32; WIDE];
            for k in 0..LABELS {
                let x = a[k];
                if x != 0.0 {
                    for j in 0..WIDE {
                        b[j] += x * t[k][j];
                    }
                }
            }
            for j in 0..WIDE {
                b[j] *= e[i][j];
            }
            a = b;
        }
        if i == n - 1 {
            for j in 0..LABELS {
                if !may_end(j) {
                    a[j] = 0.0;
                }
            }
        }
        let sum: f32 = a.iter().sum();
        if !(sum > 0.0) || !sum.is_finite() {
            return None;
        }
        log += f64::from(sum.ln());
        for x in &mut a {
            *x /= sum;
        }
        alpha.push(a);
    }
    out.resize(n, [0f32; WIDE]);
    let mut b = [0f32; WIDE];
    for (j, x) in b.iter_mut().enumerate().take(LABELS) {
        *x = f32::from(u8::from(may_end(j)));
    }
    for i in (0..n).rev() {
        let mut p = [0f32; WIDE];
        for j in 0..WIDE {
            p[j] = alpha[i][j] * b[j];
        }
        let sum: f32 = p.iter().sum();
        for x in &mut p {
            *x /= sum;
        }
        out[i] = p;
        let mut c = [0f32; WIDE];
        for k in 0..LABELS {
            let x = e[i][k] * b[k];
            if x != 0.0 {
                for j in 0..WIDE {
                    c[j] += x * tt[k][j];
                }
            }
        }
        let sum: f32 = c.iter().sum();
        for x in &mut c {
            *x /= sum;
        }
        b = c;
    }
    Some(log)
}

fn main() {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().expect("argument");
    let (corpus, gold, gold_weight, out) = (next(), next(), next().parse::<f32>().unwrap(), next());
    let (epochs, after, rate, rows_wanted) = (
        next().parse::<usize>().unwrap(),
        next().parse::<usize>().unwrap(),
        next().parse::<f32>().unwrap(),
        next().parse::<usize>().unwrap(),
    );
    let cut: u8 = next().parse().unwrap();
    let (sentences, recorded) = (next(), next());
    let dropout: f32 = next().parse().unwrap();
    let (limit, keep) = ((dropout * 4_294_967_295.0) as u32, 1.0 / (1.0 - dropout));
    let mut live_ids: Vec<u32> = Vec::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let clock = std::time::Instant::now();
    let mut items = Vec::new();
    for path in corpus.split(',').filter(|p| !p.is_empty()) {
        read(path, 1.0, &mut items);
    }
    let corpus_items = items.len();
    for path in gold.split(',').filter(|p| !p.is_empty()) {
        read(path, gold_weight, &mut items);
    }
    let mut total = 0;
    for item in &mut items {
        item.from = total;
        total += item.text.len();
    }
    let (classes, cues) = (learn_classes(&items), learn_cues(&items, 600));
    let tables = Tables { classes: &classes, cues: &cues };
    eprintln!("{} sentences, {total} characters, tables {:?}", items.len(), clock.elapsed());

    // Count features, then number those that are frequent enough.
    const MASK: usize = (1 << 28) - 1;
    let mut counts = vec![0u8; MASK + 1];
    let mut sentence = Sentence::default();
    for (n, item) in items.iter().enumerate() {
        sentence.load(item.text.iter().copied(), &tables);
        let more = if n >= corpus_items { 2 } else { 1 };
        for i in 0..sentence.length() {
            for key in sentence.features(i) {
                let cell = &mut counts[key as usize & MASK];
                *cell = cell.saturating_add(more);
            }
        }
    }
    let live = counts.iter().filter(|&&c| c >= cut).count();
    let size = (live * 2).next_power_of_two();
    let mut table: Vec<(u64, u32)> = vec![(0, 0); size];
    let mut keys: Vec<u64> = Vec::with_capacity(live);
    let mut templates: Vec<u8> = Vec::with_capacity(live);
    let mut ids: Vec<u32> = Vec::with_capacity(total * 24);
    let mut starts: Vec<u32> = Vec::with_capacity(total + 1);
    for item in &items {
        sentence.load(item.text.iter().copied(), &tables);
        for i in 0..sentence.length() {
            starts.push(u32::try_from(ids.len()).unwrap());
            for (template, key) in sentence.features(i).into_iter().enumerate() {
                if counts[key as usize & MASK] < cut {
                    continue;
                }
                let mut at = (key >> 20) as usize & (size - 1);
                while table[at].0 != 0 && table[at].0 != key {
                    at = (at + 1) & (size - 1);
                }
                if table[at].0 == 0 {
                    table[at] = (key, keys.len() as u32);
                    keys.push(key);
                    templates.push(template as u8);
                }
                ids.push(table[at].1);
            }
        }
    }
    starts.push(u32::try_from(ids.len()).unwrap());
    drop(table);
    drop(counts);
    eprintln!("{} features, {} live instances {:?}", keys.len(), ids.len(), clock.elapsed());

    let mut model = Model { rows: vec![[0.0; WIDE]; keys.len()], start: [0.0; WIDE], steps: [[0.0; WIDE]; LABELS] };
    let mut dead = vec![false; keys.len()];
    let mut step_sum = 1f32;
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    let mut seed = 0x1234_5678_9ABC_DEFu64;
    let mut work = Work::default();
    for epoch in 0..epochs + after {
        for i in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(i, (seed % (i as u64 + 1)) as usize);
        }
        if epoch == epochs {
            prune(&mut model, &mut dead, &keys, &ids, rows_wanted);
            for template in 0..FEATURES {
                let kept = (0..keys.len()).filter(|&i| !dead[i] && usize::from(templates[i]) == template).count();
                eprint!("{template}:{kept} ");
            }
            eprintln!();
            // Drop dead ids, so that the last rounds are fast.
            let (mut to, mut from) = (0usize, 0usize);
            for p in 0..total {
                let end = starts[p + 1] as usize;
                starts[p] = to as u32;
                while from < end {
                    if !dead[ids[from] as usize] {
                        ids[to] = ids[from];
                        to += 1;
                    }
                    from += 1;
                }
            }
            starts[total] = to as u32;
            ids.truncate(to);
            for r in &mut model.rows {
                r[WIDE - 1] *= 0.25;
            }
        }
        let rate = if epoch + 1 == epochs + after { rate * 0.5 } else { rate };
        let (mut loss, mut used, mut bad) = (0f64, 0usize, 0usize);
        for &which in &order {
            let item = &items[which as usize];
            let n = item.text.len();
            let (mut t, mut tt) = ([[0f32; WIDE]; LABELS], [[0f32; WIDE]; LABELS]);
            let mut s = [0f32; WIDE];
            for i in 0..LABELS {
                if may_begin(i) {
                    s[i] = model.start[i].exp();
                }
                for j in 0..LABELS {
                    if allowed(i, j) {
                        t[i][j] = model.steps[i][j].exp();
                        tt[j][i] = t[i][j];
                    }
                }
            }
            work.scores.clear();
            let mut bound: Vec<Row> = Vec::with_capacity(n);
            live_ids.clear();
            spans.clear();
            for i in 0..n {
                let mut e = [0f32; WIDE];
                let p = item.from + i;
                let first = live_ids.len();
                for &id in &ids[starts[p] as usize..starts[p + 1] as usize] {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    if ((seed >> 32) as u32) < limit {
                        continue;
                    }
                    live_ids.push(id);
                    let row = &model.rows[id as usize];
                    for j in 0..WIDE {
                        e[j] += row[j] * keep;
                    }
                }
                spans.push((first, live_ids.len()));
                let top = e[..LABELS].iter().copied().fold(f32::MIN, f32::max);
                for x in &mut e {
                    *x = (*x - top).exp();
                }
                for x in &mut e[LABELS..] {
                    *x = 0.0;
                }
                let mut m = e;
                for (j, x) in m.iter_mut().enumerate() {
                    if item.masks[i] >> j & 1 == 0 {
                        *x = 0.0;
                    } else {
                        *x = x.max(1e-12);
                    }
                }
                work.scores.push(e);
                bound.push(m);
            }
            let Some(z) = posterior(&work.scores, &s, &t, &tt, &mut work.alpha, &mut work.free) else {
                bad += 1;
                continue;
            };
            let Some(y) = posterior(&bound, &s, &t, &tt, &mut work.alpha, &mut work.bound) else {
                bad += 1;
                continue;
            };
            loss += (z - y) * f64::from(item.weight);
            used += n;
            // Transition gradients from the posteriors of sure neighbours only (expected counts of a first-order chain need
            // pair posteriors; the product of neighbours is close enough for 141 weights).
            let mut tg = [[0f32; WIDE]; LABELS];
            for i in 0..n {
                let mut g = [0f32; WIDE];
                let mut norm = 0f32;
                for j in 0..LABELS {
                    g[j] = (work.bound[i][j] - work.free[i][j]) * item.weight;
                    norm += g[j] * g[j];
                }
                if i > 0 {
                    let (fa, fb, ba, bb) = (&work.free[i - 1], &work.free[i], &work.bound[i - 1], &work.bound[i]);
                    if norm > 1e-6 {
                        pair(fa, fb, &t, &mut tg, -item.weight);
                        pair(ba, bb, &t, &mut tg, item.weight);
                    }
                }
                if norm < 1e-6 {
                    continue;
                }
                for &id in &live_ids[spans[i].0..spans[i].1] {
                    let row = &mut model.rows[id as usize];
                    row[WIDE - 1] += norm;
                    let step = rate / (row[WIDE - 1] + 0.5).sqrt();
                    for j in 0..LABELS {
                        row[j] += step * g[j];
                    }
                }
            }
            let norm: f32 = tg.iter().flatten().map(|x| x * x).sum();
            step_sum += norm;
            let step = rate / step_sum.sqrt();
            for i in 0..LABELS {
                for j in 0..LABELS {
                    model.steps[i][j] += step * tg[i][j];
                }
            }
        }
        eprintln!("epoch {epoch}: loss {:.5} a character, {bad} left out, {:?}", loss / used as f64, clock.elapsed());
    }
    write(&out, &model, &dead, &keys, &classes, &cues, rows_wanted);
    let numbers: HashMap<u64, usize> = (0..keys.len()).filter(|&i| !dead[i]).map(|i| (keys[i], i)).collect();
    let mut lines = String::new();
    for line in std::fs::read_to_string(&sentences).expect("sentences").lines() {
        sentence.load(line.chars(), &tables);
        let path = best_path(&model, &numbers, &sentence);
        lines.push_str(line);
        let mut from = 0;
        for (at, &label) in path.iter().enumerate().filter(|(_, label)| **label != 0) {
            let (kind, part) = ((label - 1) / 4, (label - 1) % 4);
            if part == 0 || part == 3 {
                from = at;
            }
            if part >= 2 {
                let words: String = line.chars().skip(from).take(at + 1 - from).collect();
                let kind = ["Person", "Organization", "Place", "Title", "Time"][kind];
                lines.push_str(&format!("\t{kind}:{words}"));
            }
        }
        lines.push('\n');
    }
    std::fs::write(&recorded, lines).expect("record");
}

/// Viterbi over the unquantized weights: what the tagger's own decoder is tested against.
fn best_path(model: &Model, numbers: &HashMap<u64, usize>, sentence: &Sentence) -> Vec<usize> {
    let mut best: Vec<[f32; LABELS]> = Vec::new();
    let mut back: Vec<[usize; LABELS]> = Vec::new();
    for at in 0..sentence.length() {
        let mut row = [f32::NEG_INFINITY; LABELS];
        let mut from = [0; LABELS];
        for to in 0..LABELS {
            if at == 0 {
                row[to] = if may_begin(to) { model.start[to] } else { f32::NEG_INFINITY };
            }
            for k in 0..LABELS {
                if at > 0 && allowed(k, to) && best[at - 1][k] + model.steps[k][to] > row[to] {
                    row[to] = best[at - 1][k] + model.steps[k][to];
                    from[to] = k;
                }
            }
            for key in sentence.features(at) {
                row[to] += numbers.get(&key).map_or(0.0, |&i| model.rows[i][to]);
            }
        }
        best.push(row);
        back.push(from);
    }
    let Some(last) = best.last() else { return Vec::new() };
    let mut label = (0..LABELS).filter(|&l| may_end(l)).max_by(|&a, &b| last[a].total_cmp(&last[b])).unwrap();
    let mut path = vec![label];
    for from in back[1..].iter().rev() {
        label = from[label];
        path.push(label);
    }
    path.reverse();
    path
}

/// Adds the expected transitions between two neighbours, from their posteriors and the transition weights.
fn pair(a: &Row, b: &Row, t: &[Row; LABELS], out: &mut [Row; LABELS], weight: f32) {
    // Iterative proportional fitting, two rounds: exact margins, transition weights as the prior.
    let mut x = [[0f32; WIDE]; LABELS];
    let mut col = [0f32; WIDE];
    for i in 0..LABELS {
        if a[i] < 1e-5 {
            continue;
        }
        let mut sum = 0f32;
        for j in 0..LABELS {
            x[i][j] = t[i][j] * b[j];
            sum += x[i][j];
        }
        if sum > 0.0 {
            for j in 0..LABELS {
                x[i][j] *= a[i] / sum;
                col[j] += x[i][j];
            }
        }
    }
    for i in 0..LABELS {
        if a[i] < 1e-5 {
            continue;
        }
        for j in 0..LABELS {
            if col[j] > 0.0 {
                out[i][j] += weight * x[i][j] * b[j] / col[j];
            }
        }
    }
}

/// Keeps the rows that matter most.
fn prune(model: &mut Model, dead: &mut [bool], keys: &[u64], ids: &[u32], wanted: usize) {
    let mut uses = vec![0u32; keys.len()];
    for &id in ids {
        uses[id as usize] += 1;
    }
    let mut worth: Vec<(f32, u32)> = model
        .rows
        .iter()
        .enumerate()
        .map(|(i, r)| (r[..LABELS].iter().map(|x| x * x).sum::<f32>() * (uses[i] as f32).sqrt(), i as u32))
        .collect();
    worth.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // A bucket holds 16 rows; what does not fit is dropped, least worth first.
    let buckets = buckets(wanted);
    let mut full = vec![0u8; buckets];
    dead.fill(true);
    let mut kept = 0;
    for &(_, i) in &worth {
        let at = keys[i as usize] as usize & (buckets - 1);
        if usize::from(full[at]) < BUCKET && kept < wanted {
            full[at] += 1;
            kept += 1;
            dead[i as usize] = false;
        } else {
            model.rows[i as usize] = [0.0; WIDE];
        }
    }
    eprintln!("kept {kept} of {}", keys.len());
}

fn buckets(wanted: usize) -> usize {
    (wanted / BUCKET).next_power_of_two()
}

fn write(path: &str, model: &Model, dead: &[bool], keys: &[u64], classes: &[u8], cues: &[u8], wanted: usize) {
    let alive: Vec<usize> = (0..keys.len()).filter(|&i| !dead[i]).collect();
    let top = alive.iter().flat_map(|&i| model.rows[i][..LABELS].iter()).map(|x| x.abs()).fold(0f32, f32::max);
    let mut all: Vec<f32> = alive.iter().flat_map(|&i| model.rows[i][..LABELS].iter()).map(|x| x.abs()).collect();
    all.sort_by(f32::total_cmp);
    let most = all[all.len() - 1 - all.len() / 50_000];
    let scale = (127.0 / most).min(64.0);
    eprintln!("largest weight {top}, clipped at {}, scale {scale}", 127.0 / scale);
    let buckets = buckets(wanted);
    let mut prints = vec![0u16; buckets * BUCKET];
    let mut rows = vec![0i8; buckets * BUCKET * LABELS + WIDE];
    let mut full = vec![0usize; buckets];
    for &i in &alive {
        let bucket = keys[i] as usize & (buckets - 1);
        let print = ((keys[i] >> 48) as u16).max(1);
        let at = bucket * BUCKET + full[bucket];
        full[bucket] += 1;
        prints[at] = print;
        for j in 0..LABELS {
            rows[at * LABELS + j] = (model.rows[i][j] * scale).round().clamp(-127.0, 127.0) as i8;
        }
    }
    let mut out = Vec::new();
    out.extend(b"GTT1");
    out.extend((buckets as u32).to_le_bytes());
    out.extend(scale.to_le_bytes());
    for _ in 0..5 {
        out.extend(1f32.to_le_bytes());
        out.extend(0f32.to_le_bytes());
    }
    for j in 0..LABELS {
        out.extend(((model.start[j] * scale).round() as i16).to_le_bytes());
    }
    for i in 0..LABELS {
        for j in 0..LABELS {
            out.extend(((model.steps[i][j] * scale).round() as i16).to_le_bytes());
        }
    }
    out.extend(classes);
    out.extend(cues);
    out.extend(prints.iter().flat_map(|p| p.to_le_bytes()));
    out.extend(rows.iter().map(|&x| x as u8));
    std::fs::File::create(path).and_then(|mut f| f.write_all(&out)).expect("write");
    eprintln!("{} rows, {} bytes", alive.len(), out.len());
}
