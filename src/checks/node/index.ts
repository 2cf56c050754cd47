// Checks of one Node process, asked through its inspector: one file a check, one line here.

export { nodeLoopUtilization } from './elu.ts'
export { nodeGarbageCollection } from './gc.ts'
export { nodeHandles } from './handles.ts'
export { nodeHeap } from './heap.ts'
export { nodeIoBound } from './io-bound.ts'
export { nodeLoopDelay } from './loop-delay.ts'
