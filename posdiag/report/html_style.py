"""How the page of a matrix looks, and the few lines of script that it does without."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;
--bg:#f4f5f7;--card:#fff;--ink:#16191d;--soft:#5c6672;--line:#d9dee4;--accent:#2f5fd0;
--ok:#d5efdf;--ok-ink:#11623a;--bad:#c8372d;--bad-ink:#fff;--bad-soft:#fbe3e0;--bad-text:#a3241b;
--known:#e6e2d3;--known-ink:#6a5a1f;--late:#e08a1e;--late-ink:#231400;--late-soft:#fdeccf;
--late-text:#8a4b00;
--odd:#ddd9f3;--odd-ink:#4a3a9c;--mark:#fff2cc;--code:#eef0f3}
@media (prefers-color-scheme:dark){:root{
--bg:#0f1216;--card:#191d23;--ink:#e8ebef;--soft:#99a3af;--line:#2c333c;--accent:#86a8ff;
--ok:#16392a;--ok-ink:#83d7a8;--bad:#d8493f;--bad-ink:#fff;--bad-soft:#3d1b19;--bad-text:#ff9c92;
--known:#39351f;--known-ink:#d8c77e;--late:#e59a33;--late-ink:#1d1100;--late-soft:#3b2a10;
--late-text:#f6bd6b;
--odd:#2c2850;--odd-ink:#bdb2ff;--mark:#3a3212;--code:#232930}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);line-height:1.5;
font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",
sans-serif;
display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .5rem;padding:1rem clamp(.8rem,3vw,2.5rem)}
header,main,footer{flex:0 0 100%;min-width:0}
h1{font-size:1.65rem;line-height:1.2;margin:.6rem 0 .2rem;letter-spacing:-.01em}
h2{font-size:1.1rem;margin:2rem 0 .7rem}
h3{font-size:.78rem;margin:1rem 0 .35rem;color:var(--soft);font-weight:600;letter-spacing:.03em}
header p,.dim,footer{color:var(--soft)}
header p{margin:0 0 1rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
code{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK KR",monospace}
.sr,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
/* one language is shown */
#lang-ko:checked~* .en,#lang-ko:checked~label .en,#lang-en:checked~* .ko,
#lang-en:checked~label .ko{display:none}
/* the row of settings */
input.set{position:absolute;opacity:0;pointer-events:none}
label.set{border:1px solid var(--line);background:var(--card);border-radius:99px;padding:.2rem .8rem;
font-size:.85rem;cursor:pointer}
input.set:checked+label.set{background:var(--ink);color:var(--bg);border-color:var(--ink)}
input.set:focus-visible+label.set{outline:3px solid var(--accent);outline-offset:2px}
.gap{flex:0 0 1rem}
.search{margin-left:auto;padding:0!important}
.search input{font:inherit;color:inherit;background:none;border:0;padding:.2rem .9rem;width:15rem;
border-radius:99px}
#only-new:checked~main .group:not(.new),#only-known:checked~main .group:not(.known),
#only-expired:checked~main .group:not(.expired),#failing:checked~main tr.passes,.hide{display:none}
/* figures */
.figures{display:flex;flex-wrap:wrap;gap:.7rem;margin:0}
.figures div{flex:1 1 8.5rem;background:var(--card);border:1px solid var(--line);border-radius:12px;
padding:.7rem 1rem;border-top:4px solid var(--line)}
.figures dt{color:var(--soft);font-size:.85rem}
.figures dd{margin:0;font-size:1.7rem;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.2}
.figures .compatible{border-top-color:var(--ok-ink)}
.figures .new,.figures .incompatible{border-top-color:var(--bad)}
.figures .expired,.figures .stale{border-top-color:var(--late)}
.figures .known{border-top-color:var(--known-ink)}.figures .inconclusive{border-top-color:var(--odd-ink)}
.figures .zero{border-top-color:var(--line)}.figures .zero dd{color:var(--soft)}
.alert,.well{border-radius:10px;padding:.6rem 1rem;background:var(--late-soft);color:var(--late-text)}
.well{background:var(--ok);color:var(--ok-ink)}
/* heat map */
.scroll{overflow:auto;max-width:100%;border-radius:12px}
section>.scroll{background:var(--card);border:1px solid var(--line);max-height:85vh}
.heat{border-collapse:separate;border-spacing:0;font-size:.82rem;margin:0}
.heat th{font-weight:500;text-align:left;background:var(--card)}
.heat thead th{position:sticky;top:0;z-index:2;padding:.3rem .1rem;vertical-align:bottom}
.heat .product{height:2rem;padding:.5rem 0 .1rem .5rem;font-weight:650;font-size:.76rem;letter-spacing:-.02em;
max-width:1px;overflow:hidden;white-space:nowrap;
text-overflow:ellipsis}
.heat .releases th{top:2rem;text-align:center;color:var(--soft);font-variant-numeric:tabular-nums;
border-bottom:1px solid var(--line);font-size:.72rem;height:2.6rem;vertical-align:bottom}
.heat .releases span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
.heat .corner{left:0;z-index:3;padding:.3rem .8rem;border-bottom:1px solid var(--line)}
.heat tbody th{position:sticky;left:0;z-index:1;padding:.12rem .9rem;white-space:nowrap;max-width:25rem;
overflow:hidden;text-overflow:ellipsis}
.heat tbody th i{color:var(--soft);font-style:normal;font-size:.92em}
.heat tbody th b{font-weight:600}
.heat td{width:1.45rem;min-width:1.45rem;height:1.45rem;text-align:center;padding:0;line-height:1;
border:1px solid var(--card);border-radius:5px}
.heat .first{border-left:7px solid var(--card)}
.heat td.first{border-radius:12px 5px 5px 12px/5px}
.heat thead .first{padding-left:7px}
.heat tbody tr:hover th,.heat tbody tr:hover td{box-shadow:inset 0 0 0 99px color-mix(in srgb,
var(--ink) 7%,transparent)}
.heat a{display:block;line-height:1.45rem;color:inherit;text-decoration:none;border-radius:4px}
.compatible{background:var(--ok);color:var(--ok-ink)}.incompatible{background:var(--bad);
color:var(--bad-ink)}
td.known,.key.known{background:var(--known);color:var(--known-ink)}
td.expired,.key.expired{background:var(--late);color:var(--late-ink)}
.inconclusive{background:var(--odd);color:var(--odd-ink)}
.mixed{background-image:repeating-linear-gradient(45deg,transparent 0 4px,rgb(127 127 127/.35) 4px 7px)}
.figures div{background:var(--card);color:inherit}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:.7rem 0 0;
color:var(--soft);font-size:.85rem}
.key{display:inline-block;width:1.35rem;line-height:1.35rem;border-radius:5px;text-align:center;
margin-right:.45rem}
/* failures */
.group{background:var(--card);border:1px solid var(--line);border-radius:12px;margin:0 0 .6rem;
border-left:5px solid var(--line);overflow:hidden}
.group.known{border-left-color:var(--known-ink)}.group.expired{border-left-color:var(--late)}
.group.new{border-left-color:var(--bad)}
summary{cursor:pointer}
.group>summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem .6rem;padding:.7rem 1rem}
.group>summary::before{content:"▸";color:var(--soft);width:.8rem}.group[open]>summary::before{content:"▾"}
.group>summary::-webkit-details-marker{display:none}
.where{color:var(--soft)}.count{margin-left:auto;color:var(--soft);font-variant-numeric:tabular-nums}
.badge{font-size:.74rem;font-weight:600;padding:.08rem .5rem;border-radius:99px;white-space:nowrap;
background:var(--code);color:var(--soft)}
.badge.new,.badge.critical,.badge.error{background:var(--bad-soft);color:var(--bad-text)}
.badge.critical{background:var(--bad);color:var(--bad-ink)}
.badge.expired,.badge.warning{background:var(--late-soft);color:var(--late-text)}
.badge.known{background:var(--known);color:var(--known-ink)}
.body{padding:0 1.2rem 1rem;scroll-margin-top:1rem}
.body:target{box-shadow:inset 3px 0 0 var(--accent)}
.why{font-size:1.02rem;margin:.2rem 0 .4rem}
.money{margin:.2rem 0 .8rem;font-variant-numeric:tabular-nums}.money.differs{color:var(--bad-text);
font-weight:600}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.2rem}
.columns ul,.members ul{padding:0;margin:0;list-style:none}
.columns li{margin:0 0 .5rem}.columns small{color:var(--soft)}
meter{width:3.2rem;height:.7rem;vertical-align:middle;margin-right:.3rem}
.proof{color:var(--ok-ink);background:var(--ok);border-radius:8px;padding:.3rem .7rem;margin:.3rem 0;
font-size:.88rem}
.command{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;background:var(--code);
border-radius:8px;
padding:.45rem .8rem;margin:.9rem 0 .6rem}
.command span{color:var(--soft);font-size:.82rem}.command code{overflow-wrap:anywhere;flex:1 1 20rem}
.command button{font:inherit;font-size:.8rem;border:1px solid var(--line);background:var(--card);
color:inherit;
border-radius:6px;padding:.1rem .6rem;cursor:pointer}.command .done::before{content:"✓ "}
.command button span{color:inherit}
.members{color:var(--soft);font-size:.9rem}.members li{padding:.35rem 0;border-top:1px solid var(--line)}
.members code{overflow-wrap:anywhere}
/* ladder */
.ladder{width:100%;min-width:640px;height:auto;display:block;font-size:12px;fill:var(--ink);
background:color-mix(in srgb,var(--code) 45%,transparent);border-radius:10px}
.ladder .lane{stroke:var(--line);stroke-width:2}.ladder .head{font-weight:650;font-size:13px}
.ladder .num,.ladder .time{fill:var(--soft);font-size:11px;font-variant-numeric:tabular-nums}
.ladder .time{text-anchor:end}.ladder .arrow{stroke:var(--ink);stroke-width:1.4}
.ladder .tip,.ladder .dot{fill:var(--ink)}
.ladder .say{paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}
.ladder .dim{opacity:.6}.ladder .mark{fill:var(--mark)}
.ladder .bad .arrow{stroke:var(--bad-text)}
.ladder .bad .tip,.ladder .bad .dot,.ladder .bad .say{fill:var(--bad-text)}
.ladder .money .dot,.ladder .money .say{fill:var(--ok-ink)}.ladder .note .say{fill:var(--soft)}
@media (max-width:640px){.heat tbody th{max-width:11rem;padding:.12rem .5rem}.heat tbody th i{display:none}
.search{flex:1 1 100%;margin:0}.search input{width:100%}.body{padding:0 .8rem .8rem}}
@media print{:root{color-scheme:light}body{display:block;background:#fff;padding:0;font-size:10pt}
.set,.gap,.skip,footer,.command button{display:none!important}
.scroll,section>.scroll{overflow:visible;max-height:none;border:0}.heat{font-size:6.5pt}
.heat th,.heat thead th,.heat tbody th{position:static}.heat tbody th{max-width:9rem;padding:0 .2rem}
.heat tbody th i{display:none}.heat td{width:.8rem;min-width:.8rem;height:.8rem;border-width:.5px}
.heat .first{border-left-width:2px}.heat a{line-height:.8rem}
.figures div,svg,.columns li,.members li{break-inside:avoid}h2,h3,summary,.why,.money{break-after:avoid}
.group{border-color:#bbb;overflow:visible}.ladder{min-width:0;max-height:105mm}
.columns{display:block;columns:2;column-gap:8mm;font-size:8.5pt}.columns h3{margin-top:.4rem}
.proof{padding:.1rem .4rem;margin:.1rem 0;font-size:7.5pt;line-height:1.35}
details::details-content{content-visibility:visible;height:auto}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{size:A4 landscape;margin:12mm}}
"""

SCRIPT = """
(function(){
var search=document.getElementById('search'),none=document.querySelector('.none');
search.parentNode.hidden=false;
function look(){
var words=search.value.toLowerCase().split(/\\s+/).filter(Boolean),met=0;
document.querySelectorAll('.group').forEach(function(group){
var hit=words.every(function(word){return group.dataset.words.indexOf(word)>=0});
group.classList.toggle('hide',!hit);met+=hit});
document.querySelectorAll('.heat tbody tr').forEach(function(row){
row.classList.toggle('hide',words.length>0&&!words.some(function(word){
return row.textContent.toLowerCase().indexOf(word)>=0}))});
none.hidden=met>0||!words.length}
search.addEventListener('input',look);
function open(){
var at=location.hash&&document.querySelector(location.hash.replace(/[^#\\w-]/g,''));
var group=at&&at.closest('details');if(group){group.open=true;at.scrollIntoView()}}
addEventListener('hashchange',open);open();
addEventListener('beforeprint',function(){
document.querySelectorAll('.group').forEach(function(group){group.open=true})});
document.querySelectorAll('.command button').forEach(function(button){
if(!navigator.clipboard)return;
button.hidden=false;
button.addEventListener('click',function(){
navigator.clipboard.writeText(button.parentNode.querySelector('code').textContent);
button.classList.add('done')})});
})();
"""
