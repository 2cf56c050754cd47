import { describe, expect, test } from 'vitest'
import { usl } from '../../src/capacity/index.ts'
import { expectClose } from '../metrics/close.ts'

const cisco = { sigma: 0.026715945035725382, kappa: 0.0007690939206104586, lambda: 995.6487859290531 }
describe('the law', () => {
  test.each([
    [1, 0.0010043702298766796],
    [20, 0.0018077244415371676],
    [35, 0.0028359035200413605],
  ])('with %d at once one takes %d s', (n, seconds) => {
    expectClose(usl(cisco).responseTimeAt(n), seconds, 1e-10)
  })

  test.each([
    [955, 0.9580694547936354],
    [11048, 19.923902901799458],
    [12201, 29.56903620725183],
  ])('%d a second need %d at once', (throughput, n) => {
    expectClose(usl(cisco).concurrencyAtThroughput(throughput), n, 1e-10)
  })

  test.each([
    [0.03, 69.38886664887109],
    [0.04, 82.915619758885],
    [0.05, 84.06346808612327],
  ])('in %d s it gets %d a second done', (seconds, throughput) => {
    expectClose(
      usl({ sigma: 0.06, kappa: 0.06, lambda: 40 }).throughputAtResponseTime(seconds),
      throughput,
      1e-10,
    )
  })

  test('peaks where one more costs what it brings', () => {
    const law = usl({ sigma: 0.001, kappa: 1e-5, lambda: 89.9952331043322 })
    expectClose(law.peak?.concurrency, 316.06961258558215, 1e-10)
    expectClose(law.peak?.throughput, law.throughputAt(316.06961258558215), 1e-12)
    expectClose(law.limit, 89995.23310433222, 1e-10)
    expectClose(law.throughputAt(20), 1759.7816406791596, 1e-10)
  })

  test('has no peak without coherency, and no limit without contention', () => {
    expect(usl({ sigma: 0.1, kappa: 0, lambda: 1 })).toMatchObject({ peak: null, limit: 10 })
    expect(usl({ sigma: 0, kappa: 0.1, lambda: 1 }).limit).toBeNull()
    expect(usl({ sigma: 1, kappa: 0.1, lambda: 1 }).peak).toBeNull()
  })

  test('gives no concurrency for what it never reaches', () => {
    expect(usl(cisco).concurrencyAtThroughput(12400)).toBeNull()
    expect(usl({ sigma: 0.1, kappa: 0, lambda: 10 }).concurrencyAtThroughput(100)).toBeNull()
    expect(usl({ sigma: 0.1, kappa: 0, lambda: 10 }).concurrencyAtThroughput(50)).toBeCloseTo(9, 10)
  })

  test.each([
    { sigma: 0.1, kappa: 0.001 },
    { sigma: 0.1, kappa: 0 },
    { sigma: 0.001, kappa: 0.1 },
    { sigma: 0, kappa: 0.01 },
  ])('finds again the concurrency of a response time: %j', (shape) => {
    const law = usl({ ...shape, lambda: 7 })
    expectClose(law.concurrencyAtResponseTime(law.responseTimeAt(12)), 12, 1e-10)
    expectClose(law.throughputAtResponseTime(law.responseTimeAt(12)), law.throughputAt(12), 1e-10)
  })

  test('refuses a response time that nobody has', () => {
    expect(() => usl(cisco).concurrencyAtResponseTime(0.0001)).toThrow('No concurrency has a response time')
    expect(() => usl({ sigma: 0, kappa: 0, lambda: 1 }).concurrencyAtResponseTime(2)).toThrow(
      'No concurrency',
    )
  })

  test('refuses parameters and concurrencies that are none', () => {
    expect(() => usl({ sigma: Number.NaN, kappa: 0, lambda: 1 })).toThrow('must be finite')
    expect(() => usl({ sigma: 0, kappa: 0, lambda: 0 })).toThrow('Lambda')
    expect(() => usl(cisco).throughputAt(-1)).toThrow('The concurrency')
    expect(() => usl(cisco).responseTimeAt(Number.NaN)).toThrow('The concurrency')
  })
})
