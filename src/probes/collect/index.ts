// The one collector: raw facts of this machine, of others over a shell, and of captured trees.
export type { RemoteTarget } from '../../clients/index.ts'
export { collectLocal } from './collect-local.ts'
export { collectRemote, nameOf, type Unreachable } from './collect-remote.ts'
export type { Collected, CollectOptions } from './collected.ts'
export { isCutShort } from './unheard.ts'
