/** The first argument of a program that plays a part in a sweep; threads are told by their data. */
export const sweepParts = { keeper: 'sweep-round', worker: 'sweep-worker' } as const
