import { describe, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { literalFiles } from '../../worlds.ts'
import { savedLoadtest } from './loadtests.ts'

/** `size calibrate` on load tests, as a run with --json hands it back. */
async function calibrate(saved: readonly string[], ...args: string[]) {
  const files = Object.fromEntries(saved.map((text, index) => [`/${index}.json`, text]))
  const given = ['size', 'calibrate', '--samples', ...Object.keys(files), ...args, '--json']
  const { output, errors, exitCode } = await runIn(given, { files: literalFiles(files) })
  return { data: JSON.parse(output).data, warnings: JSON.parse(output).warnings, errors, exitCode }
}
const stages = savedLoadtest([10, 40, 90])
const requests = ['--per', 'scans=requests']

describe('size calibrate of watched load tests', () => {
  test('has the CPU of a request from the stretches of its stages', async () => {
    const { data } = await calibrate([stages], ...requests)
    expect(data.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(0.004, 9)
    expect(data.fits[0].base.value).toBeCloseTo(0.02, 9)
    expect(data.fits[0].points).toBe(15)
    const longer = await calibrate([stages], ...requests, '--window', '5s')
    expect(longer.data.fits[0].points).toBe(6)
  })

  test('has a point a stage where a stage is one stretch', async () => {
    const { data } = await calibrate([savedLoadtest([10, 20, 40, 90])], ...requests, '--window', '10s')
    expect(data.fits[0].points).toBe(4)
    expect(data.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(0.004, 9)
  })

  test('has the network of a request from whole runs, both ways', async () => {
    const runs = [10, 20, 40, 90].map((rate) => savedLoadtest([rate]))
    const { data } = await calibrate(runs, ...requests)
    expect(data.unitCosts.networkPerScanBits.value).toBeCloseTo(4000, 3)
  })

  test('has the memory of a user from closed runs, or of what is in flight', async () => {
    const runs = [5, 50, 200].map((users) => savedLoadtest([users], { users, perStage: 20 }))
    const { data } = await calibrate(runs, '--per', 'users=users')
    expect(data.unitCosts.memoryPerUserBytes.value / 1e6).toBeCloseTo(1, 4)
    expect(data.unitCosts.baseMemoryBytes.value / 1e8).toBeCloseTo(1, 4)
    const flying = await calibrate(runs, '--per', 'users=in-flight')
    expect(flying.data.unitCosts.memoryPerUserBytes.value / 1e7).toBeCloseTo(1, 1)
  })

  test('counts jobs where one kind of them was followed', async () => {
    const requestsPerSecond = (10 + 40 + 90) / 3 + 0.5
    const jobs = { scan: (requestsPerSecond * 3600) / 4 }
    const { data } = await calibrate([savedLoadtest([10, 40, 90], { jobs })], '--per', 'scans=jobs')
    expect(data.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(0.016, 9)
    const { errors } = await calibrate([stages], '--per', 'scans=jobs')
    expect(errors).toContain('0.json followed no jobs, or several kinds of them')
  })

  test('hands on what makes a load test doubtful', async () => {
    const doubtful = stages.replace(
      '"verdict":"valid","reasons":[]',
      '"verdict":"invalid","reasons":["It was busy."]',
    )
    const { warnings } = await calibrate([doubtful], ...requests)
    expect(warnings.join()).toContain('0.json is invalid: It was busy.')
  })

  test.each([
    [['--per', 'scans=users'], 'has no metric users for scans'],
    [['--per', 'users=requests'], 'has no metric requests for users'],
    [['--per', 'users=users'], 'is an open load test, which has no users'],
    [[...requests, '--of', 'nginx'], 'watched no nginx'],
    [[...requests, '--memory', 'x'], '--memory names a series of a recording'],
  ])('%j is refused', async (args, words) => {
    const { errors, exitCode } = await calibrate([stages], ...args)
    expect(errors).toContain(words)
    expect(exitCode).toBe(2)
  })
})
