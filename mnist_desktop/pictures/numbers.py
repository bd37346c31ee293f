from __future__ import annotations
import cv2, numpy as np
from mnist_desktop.drawing.segmentation import Layout, Pieces, layouts_of, without_strays
from mnist_desktop.pictures.ink import inks, Ink, EDGE, WINDOW
from mnist_desktop.pictures.digit_image import digit_image
from mnist_desktop.pictures.parts import parts_of, strokes_of
from mnist_desktop.drawing.box import Box
from dataclasses import replace
def layouts(picture):
    found=[]
    for ink in inks(picture.pixels):
        if not ink.inside.any(): continue
        parts=parts_of(ink)
        keep=strokes_of(parts)
        if not len(keep) or len(keep)>40: continue
        mass=(parts.areas*parts.contrasts)[keep].sum()*ink.shrunk**2
        found.append((mass,ink,parts,keep))
    if not found: return []
    most=max(f[0] for f in found)
    out=[]
    for mass,ink,parts,keep in found:
        if mass<.3*most: continue
        def render(groups):
            ims=[]
            for g in groups:
                lo=parts.low[keep[g]].min(0).astype(int); hi=parts.high[keep[g]].max(0).astype(int)
                sl=np.s_[max(0,lo[1]-2):hi[1]+2,max(0,lo[0]-2):hi[0]+2]
                flag=np.zeros(len(parts)+1,bool); flag[keep[g]+1]=True
                m=flag[parts.labels[sl]]
                mm=cv2.dilate(m.astype(np.uint8),np.ones((3,3)))>0
                soft=ink.strength[sl]
                ims.append(digit_image(np.where(mm,np.where(m,np.maximum(soft,.7),np.minimum(soft,.4)),0).astype(np.float32)))
            return np.array(ims)
        k=ink.shrunk*picture.shrunk
        for L in layouts_of(parts.pieces(keep),render):
            rows=tuple(replace(r,candidates=tuple(replace(c,box=Box(c.box.x*k,c.box.y*k,c.box.width*k,c.box.height*k)) for c in r.candidates)) for r in L.rows)
            out.append(Layout(rows,L.prior-6*max(0,1-mass/most-.15)))
    return out
