import { describe, expect, it } from 'vitest'
import { envEmitter } from '../../../src/sizing/emit/env.ts'
import { bare, gib, standalone } from '../lewis.ts'
import { emitted } from './emission.ts'

const machine = {
  text: '4c8g',
  shape: { cpuCores: 4, memoryBytes: 8 * gib },
  redundancy: { spare: 0, zones: 1 },
}

function linesOf(about: Parameters<typeof emitted>[1] = {}): string[] {
  const { content } = emitted(envEmitter, about)
  if (!('lines' in content)) throw new Error('It is no text.')
  return content.lines
}

describe('the environment file', () => {
  it('has one variable a setting, named after its path', () => {
    expect(linesOf({ scans: '0', users: '0', instance: machine, profile: standalone })).toEqual([
      'LEWIS_MAX_WORKERS=16',
      'LEWIS_MAX_CONCURRENT_SCANS=5',
      'LEWIS_THREAD_POOL_SIZE=20',
      'LEWIS_CACHE_ENABLED=true',
      'LEWIS_CACHE_BACKEND=redis',
      'LEWIS_CACHE_DEFAULT_TTL=3600',
      'LEWIS_CACHE_MAX_MEMORY=512MB',
      'LEWIS_DATABASE_POOL_SIZE=20',
      'LEWIS_DATABASE_MAX_OVERFLOW=30',
      'LEWIS_DATABASE_POOL_TIMEOUT=30',
      'LEWIS_DATABASE_POOL_RECYCLE=3600',
      'LEWIS_DATABASE_ECHO_SQL=false',
      'LEWIS_NETWORK_CONNECTION_TIMEOUT=30',
      'LEWIS_NETWORK_READ_TIMEOUT=60',
      'LEWIS_NETWORK_KEEP_ALIVE=true',
      'LEWIS_NETWORK_MAX_CONNECTIONS=100',
      'LEWIS_MEMORY_MAX_HEAP_SIZE=2GB',
      'LEWIS_MEMORY_GC_THRESHOLD=0.8',
      'LEWIS_MEMORY_CLEANUP_INTERVAL=300',
      'LEWIS_MONITORING_METRICS_INTERVAL=10',
      'LEWIS_MONITORING_HEALTH_CHECK_INTERVAL=30',
      'LEWIS_MONITORING_PERFORMANCE_LOGGING=true',
    ])
  })

  it.each(['0', '100', '100000', '1000000000'])('can be read by a shell at %s scans an hour', (scans) => {
    for (const line of linesOf({ scans })) expect(line).toMatch(/^[A-Z][A-Z0-9_]*=[\w.+-]+$/)
  })

  it('is empty where the profile has no performance section', () => {
    expect(linesOf({ profile: bare })).toEqual([])
  })

  it('says how it came about', () => {
    const { fileName, mediaType, comments, findings } = emitted(envEmitter)
    expect({ fileName, mediaType, findings }).toEqual({
      fileName: 'lewis.env',
      mediaType: 'text/plain',
      findings: [],
    })
    expect(comments[0]).toBe('for each of 7 instances with 3.67 cores and 7.334 GiB')
    expect(emitted(envEmitter, { profile: standalone }).comments[0]).toBe(
      'for one machine with 22 cores and 44 GiB',
    )
  })
})
