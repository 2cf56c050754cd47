import { suite } from 'lewis-perf/bench'
import { amount } from './amount.mjs'

const line = '10.0.7.12 - - [26/Nov/2026:10:11:12 +0000] "GET /api/scans?state=open HTTP/1.1" 200 5120 0.043'
const pattern = /"([A-Z]+) ([^ "]+) HTTP\/[\d.]+" (\d{3}) (\d+) ([\d.]+)/

suite('text', ({ bench }) => {
  bench('read a log line', () => {
    let bytes = 0
    for (let i = 0; i < amount; i++) bytes += Number(pattern.exec(line)?.[4])
    return bytes
  })
})
