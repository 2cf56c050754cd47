import { describe, expect, it } from 'vitest'
import { failedUnits } from '../../../src/checks/process/index.ts'
import { answers, aProcess, commands, finding, listOf } from './samples.ts'

const init = (name: string) => ({ processes: listOf(aProcess({ pid: 1, name })) })
const system = (inside: boolean) => ({
  system: {
    hostname: 'box',
    kernel: '6.1.0',
    distribution: null,
    cpuModel: null,
    pageBytes: 4096,
    container: { inside, because: 'a test' },
  },
})

describe('failed services', () => {
  it('none is fine', () => {
    expect(finding(failedUnits, { failedUnits: [] })).toMatchObject({
      status: 'pass',
      because: 'No service has failed.',
    })
  })

  it('each is a warning of its own', () => {
    const found = answers(failedUnits, { failedUnits: ['a.service', 'b.mount'] })
    expect(found.map(({ finding, culprit }) => [finding.instance, finding.status, culprit])).toEqual([
      ['a.service', 'warn', 'a.service'],
      ['b.mount', 'warn', 'b.mount'],
    ])
    expect(found[0]?.finding).toMatchObject({
      because: 'a.service has failed.',
      evidence: { failed: { value: 2 } },
    })
  })

  it('says how to read, restart and forget it, quoted', () => {
    expect(commands(finding(failedUnits, { failedUnits: ['dev-disk\\x2d1.swap'] }))).toEqual([
      "journalctl -u 'dev-disk\\x2d1.swap' -n 50",
      "systemctl restart 'dev-disk\\x2d1.swap'",
      "systemctl stop 'dev-disk\\x2d1.swap'",
      "systemctl reset-failed 'dev-disk\\x2d1.swap'",
    ])
  })

  it.each([
    ['in a container', { ...init('systemd'), ...system(true) }, 'not-applicable'],
    ['without systemd', { ...init('runit'), ...system(false) }, 'not-applicable'],
    ['where systemctl was not asked', { ...init('systemd'), ...system(false) }, 'unknown'],
    ['where nothing is known', {}, 'unknown'],
    ['where process 1 is not seen', { processes: listOf(aProcess()) }, 'unknown'],
  ])('%s it is %s', (_, known, status) => {
    expect(finding(failedUnits, known).status).toBe(status)
  })

  it('says who is process 1, or what to leave out', () => {
    expect(finding(failedUnits, init('runit')).because).toBe('systemd does not run here: process 1 is runit.')
    expect(finding(failedUnits, init('systemd')).because).toContain('leave out --no-exec')
  })

  it('an answer that did not come is unknown, whoever is process 1', () => {
    expect(finding(failedUnits, init('runit'), { missing: { failedUnits: 'timeout' } })).toMatchObject({
      status: 'unknown',
      because: 'systemctl did not answer in time, or not as expected.',
    })
  })
})
