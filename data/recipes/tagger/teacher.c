// The two teachers, eight sentences at a time. Usage: teacher IN OUT, in a folder that holds w/ (see teachers.py).
// IN: int32 number of sentences, their lengths, FoolNLTK's character ids, LAC's character ids; sentences sorted by length.
// OUT: a byte a character, FoolNLTK's labels and then LAC's.
// FoolNLTK: one BiLSTM 100+100, dense 100 tanh, CRF of 25 labels. LAC: two BiGRU 128+128, CRF of 57 labels.
// Compile: gcc -O3 -march=native -ffast-math -o teacher teacher.c -lm
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#define B 8
typedef float v8 __attribute__((vector_size(32)));
typedef int i8v __attribute__((vector_size(32)));
static float*ld(const char*n){char p[99];sprintf(p,"w/%s",n);FILE*f=fopen(p,"rb");if(!f){perror(p);exit(1);}fseek(f,0,2);long s=ftell(f);rewind(f);float*r=aligned_alloc(64,(s+127)/64*64);if(fread(r,1,s,f)!=(size_t)s)exit(1);fclose(f);return r;}
static inline v8 ex(v8 x){ // exp
  v8 hi=x*0+30.f, lo=-hi; {i8v m=x>hi;x=(v8)(((i8v)hi&m)|((i8v)x&~m));m=x<lo;x=(v8)(((i8v)lo&m)|((i8v)x&~m));}
  v8 y=x*1.44269504f; i8v n=__builtin_convertvector(y+64.5f,i8v)-64; v8 f=x-__builtin_convertvector(n,v8)*0.693147181f;
  v8 r=1+f*(1+f*(0.5f+f*(0.16666667f+f*(0.041666667f+f*(0.0083333333f+f*0.0013888889f)))));
  i8v e=(n+127)<<23; return r*(v8)e; }
static inline v8 sg(v8 x){return 1.f/(1.f+ex(-x));}
static inline v8 th(v8 x){return 2.f/(1.f+ex(-2.f*x))-1.f;}
// out[j] += sum_k w[k*N+j]*h[k]
static void mv(const float*w,int ldw,int K,int N,const v8*h,v8*o){
  int j=0; for(;j+6<=N;j+=6){ v8 a=o[j],b=o[j+1],c=o[j+2],d=o[j+3],e=o[j+4],f=o[j+5];
    for(int k=0;k<K;k++){const float*q=w+(long)k*ldw+j;v8 x=h[k];a+=q[0]*x;b+=q[1]*x;c+=q[2]*x;d+=q[3]*x;e+=q[4]*x;f+=q[5]*x;}
    o[j]=a;o[j+1]=b;o[j+2]=c;o[j+3]=d;o[j+4]=e;o[j+5]=f;}
  for(;j<N;j++){v8 a=o[j];for(int k=0;k<K;k++)a+=w[(long)k*ldw+j]*h[k];o[j]=a;}
}
static float*fx[2],*fh[2],*w1,*b1,*w2,*b2,*ftr,*lx[2],*lw[2],*lb[2],*hu[4],*hc[4],*wo,*bo,*ltr;
static void viterbi(v8*em,int lane,int n,int L,const float*tr,int ldt,const float*st,const float*en,unsigned char*out){
  static unsigned char bp[4096][64]; float a[64],b[64];
  for(int j=0;j<L;j++)a[j]=st[j]+em[j][lane];
  for(int t=1;t<n;t++){for(int j=0;j<L;j++){float m=-1e30;int bi=0;for(int i=0;i<L;i++){float s=a[i]+tr[i*ldt+j];if(s>m){m=s;bi=i;}}b[j]=m+em[t*L+j][lane];bp[t][j]=bi;}memcpy(a,b,sizeof a);}
  int bi=0;float m=-1e30;for(int j=0;j<L;j++){float s=a[j]+(en?en[j]:0);if(s>m){m=s;bi=j;}}
  for(int t=n-1;t>=0;t--){out[t]=bi;bi=bp[t][bi];}
}
static v8 H[2][4096][128], G[4096][256], Z[400], hb[256], em[4096*57];
int main(int c,char**v){
  FILE*f=fopen(v[1],"rb");int n;if(fread(&n,4,1,f)!=1)return 1;int*len=malloc(4L*n);if(fread(len,4,n,f)!=(size_t)n)return 1;long tot=0;long*off=malloc(8L*n);for(int i=0;i<n;i++){off[i]=tot;tot+=len[i];}
  int*fi=malloc(4*tot),*li=malloc(4*tot);if(fread(fi,4,tot,f)!=(size_t)tot||fread(li,4,tot,f)!=(size_t)tot)return 1;fclose(f);
  unsigned char*fo=malloc(tot),*lo=malloc(tot);
  fx[0]=ld("fool_x_fw");fx[1]=ld("fool_x_bw");fh[0]=ld("fool_h_fw");fh[1]=ld("fool_h_bw");w1=ld("fool_w1");b1=ld("fool_b1");w2=ld("fool_w2");b2=ld("fool_b2");ftr=ld("fool_tr");
  char s[20];for(int i=0;i<2;i++){sprintf(s,"lac_x_%d",i);lx[i]=ld(s);sprintf(s,"lac_w_%d",i+2);lw[i]=ld(s);sprintf(s,"lac_b_%d",i+2);lb[i]=ld(s);}
  for(int i=0;i<4;i++){sprintf(s,"lac_hu_%d",i);hu[i]=ld(s);sprintf(s,"lac_hc_%d",i);hc[i]=ld(s);}wo=ld("lac_wo");bo=ld("lac_bo");ltr=ld("lac_tr");
  // caller sorts by length; lanes of one group have different lengths, zero state while outside
  for(int g=0;g<n;g+=B){int m=n-g<B?n-g:B;int T=0;for(int b=0;b<m;b++)if(len[g+b]>T)T=len[g+b];
    #define L(b) ((b)<m?len[g+(b)]:0)
    for(int d=0;d<2;d++){v8 h[100]={0},C[100]={0};for(int s=0;s<T;s++){int t=d?T-1-s:s;
        v8 mask;for(int b=0;b<B;b++){int ok=t<L(b);mask[b]=ok;const float*x=ok?fx[d]+400L*fi[off[g+b]+t]:fx[d];for(int j=0;j<400;j++)((float*)&Z[j])[b]=x[j];}
        mv(fh[d],400,100,400,h,Z);
        for(int k=0;k<100;k++){C[k]=(C[k]*sg(Z[200+k])+sg(Z[k])*th(Z[100+k]))*mask;h[k]=th(C[k])*sg(Z[300+k])*mask;H[d][t][k]=h[k];}}}
    for(int t=0;t<T;t++){v8 x[200],y[100];memcpy(x,H[0][t],100*sizeof(v8));memcpy(x+100,H[1][t],100*sizeof(v8));
      for(int k=0;k<100;k++)y[k]=b1[k]+(v8){};mv(w1,100,200,100,x,y);for(int k=0;k<100;k++)y[k]=th(y[k]);
      v8*e=em+t*25;for(int k=0;k<25;k++)e[k]=b2[k]+(v8){};mv(w2,25,100,25,y,e);}
    for(int b=0;b<m;b++)viterbi(em,b,L(b),25,ftr,26,ftr+25*26,0,fo+off[g+b]);
    for(int l=0;l<2;l++){
      if(l)for(int t=0;t<T;t++)for(int d=0;d<2;d++)memcpy(G[t]+128*d,H[d][t],128*sizeof(v8));
      for(int d=0;d<2;d++){v8 h[128]={0},r[128];for(int s=0;s<T;s++){int t=d?T-1-s:s;v8 mask;
        for(int b=0;b<B;b++)mask[b]=t<L(b);
        if(!l)for(int b=0;b<B;b++){const float*x=mask[b]!=0?lx[d]+384L*li[off[g+b]+t]:lx[d];for(int j=0;j<384;j++)((float*)&Z[j])[b]=x[j];}
        else{for(int j=0;j<384;j++)Z[j]=lb[d][j]+(v8){};mv(lw[d],384,256,384,G[t],Z);}
        mv(hu[2*l+d],256,128,256,h,Z);for(int k=0;k<256;k++)Z[k]=sg(Z[k]);
        for(int k=0;k<128;k++)r[k]=Z[128+k]*h[k];
        mv(hc[2*l+d],128,128,128,r,Z+256);
        for(int k=0;k<128;k++){v8 u=Z[k];h[k]=((1-u)*h[k]+u*th(Z[256+k]))*mask;H[d][t][k]=h[k];}}}}
    for(int t=0;t<T;t++){memcpy(hb,H[0][t],128*sizeof(v8));memcpy(hb+128,H[1][t],128*sizeof(v8));v8*e=em+t*57;for(int k=0;k<57;k++)e[k]=bo[k]+(v8){};mv(wo,57,256,57,hb,e);}
    for(int b=0;b<m;b++)viterbi(em,b,L(b),57,ltr+2*57,57,ltr,ltr+57,lo+off[g+b]);
    if(g%8000==0){fprintf(stderr,"%d/%d\n",g,n);}
  }
  f=fopen(v[2],"wb");fwrite(fo,1,tot,f);fwrite(lo,1,tot,f);fclose(f);return 0;}
