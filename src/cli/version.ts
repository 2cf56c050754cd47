declare const LEWIS_PERF_VERSION: string | undefined

/** The version in package.json, put in by the build. */
export const version: string = typeof LEWIS_PERF_VERSION === 'string' ? LEWIS_PERF_VERSION : 'development'
