import { suite } from 'lewis-perf/bench'
import { amount } from './amount.mjs'

const scan = {
  id: 'scan-1842',
  target: 'https://shop.example/login',
  findings: Array.from({ length: 12 }, (_, index) => ({
    rule: `rule-${index}`,
    severity: ['low', 'medium', 'high'][index % 3],
    evidence: 'x'.repeat(40 + index),
  })),
}

suite('json', ({ bench }) => {
  bench('write and read', () => {
    let length = 0
    for (let i = 0; i < amount; i++) length += JSON.parse(JSON.stringify(scan)).findings.length
    return length
  })
})
