// The facts of a machine, parsed: what probes hand over and checks judge.
export type * from './cgroup-facts.ts'
export type * from './cpu-facts.ts'
export type * from './disk-facts.ts'
export type * from './fact.ts'
export type * from './facts.ts'
export type * from './network-facts.ts'
export type * from './process-facts.ts'
export type * from './system-facts.ts'
