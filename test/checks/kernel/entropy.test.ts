import { describe, expect, it } from 'vitest'
import { entropy } from '../../../src/checks/kernel/index.ts'
import { finding } from '../process/samples.ts'

const on = (kernel: string) => ({
  hostname: 'box',
  kernel,
  distribution: null,
  cpuModel: null,
  pageBytes: 4096,
  container: { inside: false, because: 'a test' },
})
const bits = (text: string) => ({ 'kernel.random.entropy_avail': text })

describe('entropy', () => {
  it.each([
    ['5.18.0', 'not-applicable'],
    ['5.19.1-arch', 'not-applicable'],
    ['6.0.0', 'not-applicable'],
    ['10.1', 'not-applicable'],
    ['5.17.9', 'info'],
    ['4.18.0-553.el8', 'info'],
    ['', 'info'],
  ])('of 40 bits on Linux %j is %s', (kernel, status) => {
    expect(finding(entropy, { system: on(kernel), sysctls: bits('40') }).status).toBe(status)
  })

  it.each([
    ['100', 'info'],
    ['101', 'pass'],
    ['256\n', 'pass'],
  ])('%j bits are %s at worst', (text, status) => {
    expect(finding(entropy, { system: on('4.9.0'), sysctls: bits(text) }).status).toBe(status)
  })

  it.each([{}, bits('many'), bits('')])('is unknown where it says %j', (sysctls) => {
    expect(finding(entropy, { system: on('4.9.0'), sysctls }).status).toBe('unknown')
  })
})
