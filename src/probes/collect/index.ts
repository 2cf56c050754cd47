// The one collector: raw facts of this machine, of others over a shell, and of captured trees.
export type { RemoteTarget } from '../../clients/index.ts'
export { collectLocal } from './collect-local.ts'
export { collectRemote, nameOf, type Unreachable } from './collect-remote.ts'
export type { Collected, CollectOptions } from './collected.ts'
export { type LoopWish, type MachineFrame, openMachineLoop } from './loop/index.ts'
export { maskArguments } from './mask-arguments.ts'
export { realMounts } from './real-mounts.ts'
export { isCutShort } from './unheard.ts'
