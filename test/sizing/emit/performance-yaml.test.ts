import { describe, expect, it } from 'vitest'
import { parseGuideByteSize } from '../../../src/core/index.ts'
import {
  guideSize,
  performanceSection,
  performanceYamlEmitter,
} from '../../../src/sizing/emit/performance-yaml.ts'
import { bare, gib, lewis, mib, standalone } from '../lewis.ts'
import { documentsOf, emitted } from './emission.ts'

// "config/performance.yaml" as the LEWIS Performance Guide prints it.
const guideSection = {
  max_workers: 16,
  max_concurrent_scans: 10,
  thread_pool_size: 20,
  cache: { enabled: true, backend: 'redis', default_ttl: 3600, max_memory: '512MB' },
  database: { pool_size: 20, max_overflow: 30, pool_timeout: 30, pool_recycle: 3600, echo_sql: false },
  network: { connection_timeout: 30, read_timeout: 60, keep_alive: true, max_connections: 100 },
  memory: { max_heap_size: '2GB', gc_threshold: 0.8, cleanup_interval: 300 },
  monitoring: { metrics_interval: 10, health_check_interval: 30, performance_logging: true },
}
const machine = {
  text: '4c8g',
  shape: { cpuCores: 4, memoryBytes: 8 * gib },
  redundancy: { spare: 0, zones: 1 },
}

describe('performance.yaml', () => {
  it("has exactly the guide's keys, in its order, and its values on its machine", () => {
    const section = performanceSection({ ...lewis.performance, maxConcurrentScans: 10 })
    expect(section).toEqual(guideSection)
    expect(JSON.stringify(section)).toBe(JSON.stringify(guideSection))
  })

  it('is one document for one instance of the plan', () => {
    const emission = emitted(performanceYamlEmitter, {
      scans: '0',
      users: '0',
      instance: machine,
      profile: standalone,
    })
    expect(documentsOf(emission)).toEqual([{ performance: { ...guideSection, max_concurrent_scans: 5 } }])
    expect(emission).toMatchObject({
      fileName: 'performance.yaml',
      mediaType: 'application/yaml',
      findings: [],
    })
    expect(emission.comments[0]).toBe('for one machine with 4 cores and 8 GiB')
  })

  it('leaves out what the profile lacks', () => {
    expect(documentsOf(emitted(performanceYamlEmitter, { profile: bare }))).toEqual([{ performance: {} }])
    expect(performanceSection({ maxWorkers: 4, cache: { enabled: false }, memory: {} })).toEqual({
      max_workers: 4,
      cache: { enabled: false },
      memory: {},
    })
  })
})

describe("a size in the guide's words", () => {
  it.each([
    [512 * mib, '512MB'],
    [2 * gib, '2GB'],
    [1.5 * gib, '1536MB'],
    [gib - 1, '1023MB'],
    [mib - 1, '1MB'],
    [0, '1MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(guideSize(bytes)).toBe(text)
  })

  it('is read back as it was written', () => {
    for (const bytes of [mib, 512 * mib, 2 * gib, 1536 * mib]) {
      expect(parseGuideByteSize(guideSize(bytes) ?? '')).toEqual({ ok: true, value: bytes })
    }
    expect(guideSize(undefined)).toBeUndefined()
  })
})
