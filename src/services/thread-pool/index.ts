// Threads that carry out orders of a program.
export { type FromThread, type ThreadPool, threadPool } from './thread-pool.ts'
