/** The page's only style sheet: light and dark by the reader's setting, one column on a phone, everything open on paper. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --muted: #57606a; --paper: #ffffff; --panel: #f3f5f7; --line: #c5ccd3;
  --danger: #b3111c; --warning: #7a4b00; --good: #13602c; --code: #0b4a8f; --add: #e3f6e8; --remove: #fde7e9; --change: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --muted: #a5afb9; --paper: #14181d; --panel: #1f252c; --line: #46505a;
  --danger: #ff8f96; --warning: #f3c069; --good: #7fdc9a; --code: #9fcbff; --add: #16321f; --remove: #3d1b1e; --change: #3a2f14; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 72rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; }
code, pre { font: .9em/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
code { color: var(--code); }
ul { padding-left: 1.25rem; } li { margin: .2rem 0; }
.danger { color: var(--danger); font-weight: 700; } .warning { color: var(--warning); font-weight: 700; }
.good { color: var(--good); font-weight: 700; } .muted { color: var(--muted); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; } th { color: var(--muted); font-weight: 600; white-space: nowrap; }
details { margin: .4rem 0; padding: .3rem .7rem; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; }
summary { cursor: pointer; } summary:focus-visible, input:focus-visible, button:focus-visible, .wide:focus-visible { outline: 3px solid var(--code); outline-offset: 2px; }
pre { margin: .4rem 0; white-space: pre-wrap; } pre span { display: block; padding: 0 .3rem; }
.added { background: var(--add); } .removed { background: var(--remove); } .changed { background: var(--change); }
.timelines { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
figure { margin: .75rem 0; } figcaption { color: var(--muted); font-size: .9rem; } svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .available { fill: var(--good); opacity: .75; } svg .fewer { fill: var(--warning); } svg .nobody { stroke: var(--danger); stroke-width: 4; } svg .surge { fill: none; stroke: var(--muted); stroke-dasharray: 4 3; stroke-width: 2; }
svg .axis { stroke: var(--line); }
.tools { display: none; gap: .5rem; flex-wrap: wrap; align-items: center; margin: 1rem 0; } .scripted .tools { display: flex; }
input, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--muted); border-radius: .4rem; padding: .35rem .6rem; min-height: 2.5rem; }
input { flex: 1 1 14rem; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { table, tbody, tr, td { display: block; } thead { display: none; } td { border: 0; padding: .1rem 0; } tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td:nth-child(n+3)::before { content: attr(data-head) ': '; color: var(--muted); } }
@media print { .tools { display: none !important; } details { break-inside: avoid; } body { max-width: none; } }
`;
