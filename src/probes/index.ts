// Read-only looks at this machine, container-true and without a fork: files are read here, their texts parsed by pure functions.
export type { CpuFacts } from './cpu.ts'
export { gatherHost, type HostFacts } from './host.ts'
export type { LinkFacts } from './link.ts'
export { fingerprintMachine } from './machine.ts'
export type { MemoryFacts } from './memory.ts'
export type { StorageFacts } from './storage.ts'
