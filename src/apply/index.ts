// The only folder that changes anything outside lewis-perf's own results.
export { probeFsync } from './fsync-probe.ts'
