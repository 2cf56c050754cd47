// The library: everything pure that programs may build on. Re-exports only.
export * from './capacity/index.ts'
export * from './checks/index.ts'
export * from './core/index.ts'
export * from './metrics/index.ts'
export * from './profiling/index.ts'
export * from './report/index.ts'
export * from './sizing/index.ts'
