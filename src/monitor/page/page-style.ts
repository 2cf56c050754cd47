import { darkColours, lightColours } from '../../report/index.ts'

/** The style of the pages: the colours of the reports, as the system or the reader's choice asks for them. */
export const pageStyle = `:root { color-scheme: light dark; ${lightColours} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${darkColours} } }
:root[data-theme="dark"] { color-scheme: dark; ${darkColours} }
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1, h2, h3, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.125rem; font-weight: 650; }
h2 { font-size: 1.125rem; font-weight: 650; margin-bottom: 0.75rem; }
h3 { font-size: 0.9375rem; font-weight: 650; }
header, main, footer { max-width: 90rem; margin: 0 auto; padding: 0 1rem; }
main { outline: none; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 0.2rem; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 0.75rem; background: var(--card); color: var(--link); z-index: 2; }
.skip:focus { top: 0.5rem; }
.soft { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; padding-top: 1rem; padding-bottom: 1rem; }
.who { flex: 1 1 16rem; min-width: 0; }
.who p { display: flex; flex-wrap: wrap; gap: 0 0.75rem; overflow-wrap: anywhere; }
.live::before { content: ""; display: inline-block; width: 0.55rem; height: 0.55rem; margin-right: 0.4rem; border-radius: 50%; background: var(--pass); }
.live.late { color: var(--fail); font-weight: 650; }
.live.late::before { background: var(--fail); border-radius: 0; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
fieldset { border: 0; display: flex; }
fieldset label { position: relative; }
fieldset input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
fieldset span { display: block; padding: 0.3rem 0.7rem; border: 1px solid var(--line); margin-left: -1px; background: var(--card); }
fieldset label:first-of-type span { border-radius: 0.375rem 0 0 0.375rem; margin-left: 0; }
fieldset label:last-of-type span { border-radius: 0 0.375rem 0.375rem 0; }
fieldset input:checked + span { background: var(--link); border-color: var(--link); color: var(--card); font-weight: 600; }
fieldset input:focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
button, select, input[type="password"] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.3rem 0.7rem; }
select, input[type="password"] { border-color: var(--soft); }
button { cursor: pointer; border-color: var(--link); color: var(--link); }
button[hidden] { display: none; }
section { margin-bottom: 2rem; }
.alerts { margin-bottom: 1.5rem; }
.alerts ul { list-style: none; }
.calm { color: var(--soft); }
.alert { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warn); border-radius: 0.375rem; padding: 0.6rem 1rem; margin-bottom: 0.5rem; overflow-wrap: anywhere; }
.alert.high, .alert.critical { border-left-color: var(--fail); }
.alert.pending, .alert.no-data { border-left-color: var(--soft); }
.badge { display: inline-block; padding: 0 0.5rem; margin-right: 0.5rem; border-radius: 1rem; font-size: 0.8125rem; font-weight: 650; color: var(--warn); background: var(--warn-back); }
.high .badge, .critical .badge { color: var(--fail); background: var(--fail-back); }
.pending .badge, .no-data .badge, .over .badge { color: var(--unknown); background: var(--unknown-back); }
.alert .soft { font-size: 0.875rem; }
details { margin-top: 0.5rem; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
details li { padding: 0.35rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.9rem 1rem; min-width: 0; container-type: inline-size; }
.panel .says { color: var(--soft); font-size: 0.875rem; min-height: 1.35rem; margin-bottom: 0.25rem; font-variant-numeric: tabular-nums; }
.chart { height: 168px; overflow: hidden; touch-action: pan-y; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; margin-top: 0.35rem; }
th, td { padding: 0.15rem 0 0.15rem 0.75rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; width: 99%; white-space: normal; overflow-wrap: anywhere; min-width: 6rem; }
thead th { color: var(--soft); font-weight: 500; font-size: 0.8125rem; }
tbody th:first-child { position: relative; padding-left: 1.75rem; font-weight: 400; }
tbody td:nth-child(2) { font-weight: 650; }
.swatch { position: absolute; left: 0; top: 0.8rem; width: 1.25rem; border-top: 3px solid; }
code { white-space: nowrap; }
.s0 { border-color: var(--s0); } .s1 { border-color: var(--s1); border-top-style: dashed; } .s2 { border-color: var(--s2); border-top-style: dotted; }
.s3 { border-color: var(--s3); border-top-style: double; } .s4 { border-color: var(--s4); border-top-style: dashed; } .s5 { border-color: var(--s5); border-top-style: dotted; }
.empty { color: var(--soft); padding: 0.75rem 1rem; border: 1px dashed var(--line); border-radius: 0.5rem; }
.empty code { color: var(--ink); }
code { font: 0.875rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
footer { border-top: 1px solid var(--line); padding-top: 0.75rem; padding-bottom: 2rem; color: var(--soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
footer p { margin-bottom: 0.35rem; }
.sign-in { max-width: 24rem; margin-top: 15vh; }
.sign-in form { display: grid; gap: 0.6rem; margin-top: 1.25rem; }
.problem { color: var(--fail); }
.uplot { width: min-content; line-height: 1.4; }
.u-wrap { position: relative; user-select: none; }
.u-over, .u-under { position: absolute; }
.u-under { overflow: hidden; }
.uplot canvas { display: block; position: relative; width: 100%; height: 100%; }
.u-axis { position: absolute; }
.u-select { position: absolute; pointer-events: none; background: var(--link); opacity: 0.15; }
.u-cursor-x, .u-cursor-y { position: absolute; left: 0; top: 0; pointer-events: none; will-change: transform; }
.u-hz .u-cursor-x { height: 100%; border-right: 1px solid var(--soft); }
.u-hz .u-cursor-y { display: none; }
.u-cursor-pt { position: absolute; top: 0; left: 0; border-radius: 50%; border: 0 solid; pointer-events: none; will-change: transform; background-clip: padding-box !important; }
.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off { display: none; }
@media (max-width: 34rem) { .controls { width: 100%; } .panel { padding: 0.75rem; } }
@container (max-width: 27rem) { :is(th, td):nth-child(3) { display: none; } }
@container (max-width: 20rem) { :is(th, td):nth-child(5) { display: none; } }
@media (prefers-reduced-motion: no-preference) { .skip { transition: top 0.1s; } }
`
