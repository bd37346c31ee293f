from __future__ import annotations
import cv2, numpy as np
from mnist_desktop.drawing.segmentation import Layout, Pieces, layouts_of, without_strays
from mnist_desktop.pictures.ink import inks, Ink, EDGE, WINDOW
from mnist_desktop.pictures.digit_image import digit_image
from mnist_desktop.drawing.box import Box
from dataclasses import replace
LEAST=12
def components(ink):
    n,lab,stats,cent=cv2.connectedComponentsWithStats(ink.inside.astype(np.uint8),connectivity=8)
    return n,lab,stats
def kept(ink, n, lab, stats, log=None):
    h,w=lab.shape
    idx=np.arange(1,n)
    if not len(idx): return idx
    area=stats[1:,4]; bw=stats[1:,2]; bh=stats[1:,3]; x=stats[1:,0]; y=stats[1:,1]
    mass=np.bincount(lab.ravel(),ink.contrast.ravel(),n)[1:]
    mean=mass/area
    border=(x==0).astype(int)+(y==0)+(x+bw==w)+(y+bh==h)
    longer=np.maximum(bw,bh)
    ok=(longer>=LEAST)|(longer>=.5*longer.max())
    # edges of tables, grids
    ok&=~((border>=1)&((bw>.6*w)|(bh>.6*h)))
    ok&=~(border>=2)
    if not ok.any(): return idx[:0]
    strong=np.sqrt(mass*mean)
    main=np.where(ok,mass*mean,0).argmax()
    ok&=mean>.4*mean[main]
    # direction of change
    ch=np.stack([np.bincount(lab.ravel(),ink.change[...,k].ravel(),n)[1:] for k in range(3)],1)
    u=ch[main]/np.linalg.norm(ch[main]); cos=ch@u/np.maximum(1e-9,np.linalg.norm(ch,axis=1))
    ok&=cos>.3
    ok&=longer>=.08*longer[ok].max()
    return idx[ok]
def layouts(picture):
    found=[]
    for ink in inks(picture.pixels):
        n,lab,stats=components(ink)
        keep=kept(ink,n,lab,stats)
        if not len(keep) or len(keep)>40: continue
        mass=ink.contrast[np.isin(lab,keep)].sum()*ink.shrunk**2
        found.append((mass,ink,lab,stats,keep))
    if not found: return []
    most=max(f[0] for f in found)
    out=[]
    for mass,ink,lab,stats,keep in found:
        low=stats[keep,:2].astype(float); high=low+stats[keep,2:4]
        nearby=cv2.dilate(ink.contrast,np.ones((2*WINDOW+1,)*2,np.uint8))
        soft=np.clip(ink.contrast/np.maximum(nearby,1e-6)*(.5/EDGE),0,1)
        def render(groups):
            ims=[]
            for g in groups:
                lo=low[g].min(0).astype(int); hi=high[g].max(0).astype(int)
                sl=np.s_[max(0,lo[1]-2):hi[1]+2,max(0,lo[0]-2):hi[0]+2]
                m=np.isin(lab[sl],keep[g])
                mm=cv2.dilate(m.astype(np.uint8),np.ones((3,3)))>0
                ims.append(digit_image(np.where(mm,np.where(m,np.maximum(soft[sl],.7),np.minimum(soft[sl],.4)),0).astype(np.float32)))
            return np.array(ims)
        k=ink.shrunk*picture.shrunk
        for L in layouts_of(Pieces(low,high),render):
            rows=tuple(replace(r,candidates=tuple(replace(c,box=Box(c.box.x*k,c.box.y*k,c.box.width*k,c.box.height*k)) for c in r.candidates)) for r in L.rows)
            out.append(Layout(rows,L.prior-6*max(0,1-mass/most-.15)))
    return out
