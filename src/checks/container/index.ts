// Checks of containers: one file a check, one line here.
export { ctrCpuView } from './cpu-view.ts'
export { ctrHeapVsLimit } from './heap-vs-limit.ts'
export { ctrMemView } from './mem-view.ts'
export { ctrNoLimit } from './no-limit.ts'
