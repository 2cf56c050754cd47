// Queues in their steady state: exact where the law is, else the best known approximation, which says so.
export { erlangB, erlangBInverse, erlangC } from './erlang.ts'
export { kingman } from './kingman.ts'
export { mg1 } from './mg1.ts'
export { allenCunneen, kimura, type ManyServers } from './mgc.ts'
export { minimumServers, type StaffedServers, type WaitTarget } from './minimum-servers.ts'
export { type MmcAnswer, mmc } from './mmc.ts'
export { type MmckAnswer, mmck } from './mmck.ts'
export type { QueueAnswer, Station } from './station.ts'
