import { describe, expect, test } from 'vitest'
import { parseDemoSettings, usualDemo } from '../../../src/traffic/index.ts'

describe('the settings of the embedded target', () => {
  test('are as usual where they are not named, and each word says one thing', () => {
    const text =
      'service=20ms, spread=constant,workers=8,cpu=100us,scan=3s,slots=2,limit=100/60s,errors=1%,resets=0.02,silent=3%,failed-scans=10%,freeze=1s@10s,freeze=2s@30s'
    expect(parseDemoSettings(text)).toEqual({
      ok: true,
      value: {
        serviceSeconds: 0.02,
        spread: 'constant',
        workers: 8,
        cpuSeconds: 0.0001,
        scanSeconds: 3,
        slots: 2,
        limit: { requests: 100, seconds: 60 },
        errorShare: 0.01,
        resetShare: 0.02,
        silentShare: 0.03,
        failedScanShare: 0.1,
        freezes: [
          { seconds: 1, atSeconds: 10 },
          { seconds: 2, atSeconds: 30 },
        ],
      },
    })
    expect(parseDemoSettings('service=1ms')).toEqual({
      ok: true,
      value: { ...usualDemo, serviceSeconds: 0.001 },
    })
  })

  test.each([
    ['sevice=5ms', 'has no setting "sevice"', 'Did you mean service?'],
    ['constructor=1', 'has no setting "constructor"', 'Write some of service'],
    ['', 'has no setting ""', 'Write some of service'],
    ['service', 'has no value for service', 'service=VALUE'],
    ['service=5', 'needs a unit of time', '100us'],
    ['service=2m', 'is too long', '60s'],
    ['service=1ms,service=2ms', 'has service twice', 'Leave one'],
    ['spread=exponental', 'is no spread', 'Did you mean exponential?'],
    ['workers=0', 'must be at least 1', '1'],
    ['limit=100', 'is no limit', '100/60s'],
    ['limit=100/0s', 'is no limit', '100/60s'],
    ['errors=85', 'is not between 0 and 1', '85%'],
    ['errors=60%,silent=50%', 'more than all requests', '100%'],
    ['freeze=1s', 'is no freeze', '1s@10s'],
    ['freeze=1h@1s', 'is too long', '600s'],
  ])('%j is refused', (text, problem, hint) => {
    expect(parseDemoSettings(text)).toEqual({
      ok: false,
      problem: expect.stringContaining(problem),
      hint: expect.stringContaining(hint),
    })
  })
})
