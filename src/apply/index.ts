// The only folder that changes anything outside lewis-perf's own results.
export { probeFsync } from './fsync-probe.ts'
export { openScratchFolder, type ScratchFolder } from './scratch-folder.ts'
