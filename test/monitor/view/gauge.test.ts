import { describe, expect, test } from 'vitest'
import { seriesKey } from '../../../src/core/index.ts'
import { gaugesOf } from '../../../src/monitor/view/gauge.ts'

const none = new Map<string, number[]>()

describe('a gauge', () => {
  test.each([
    [
      {
        'process.cpu{name=nginx}': 0.25,
        'process.memory{name=nginx}': 2 ** 20,
        'process.count{name=nginx}': 3,
      },
      'nginx',
      '0.25 cores',
      'memory 1 MiB, processes 3',
    ],
    [
      {
        'url.up{url=http://a/}': 1,
        'url.status{url=http://a/}': 200,
        'url.seconds{phase=total,url=http://a/}': 0.012,
      },
      'url up',
      '12 ms',
      'status 200, http://a/',
    ],
    [{ 'url.up{url=http://a/}': 0 }, 'url DOWN', '-', 'http://a/'],
    [{ 'url.up{url=http://a/}': null }, 'url', '-', 'http://a/'],
    [
      { 'app.requests': 512.4, 'app.errors': 0.021, 'app.response': 0.25 },
      'requests',
      '512/s',
      'errors 2.1 %, response 250 ms',
    ],
    [{ 'scan.active': 3, 'scan.queue': 7, 'scan.success': 0.98 }, 'scans', '3', 'waiting 7, went well 98 %'],
    [
      { 'node.loop-delay{pid=4711}': 0.011, 'node.loop-busy{pid=4711}': 0.4 },
      'node 4711',
      '11 ms',
      'event-loop delay p99, busy 40 %',
    ],
    [
      {
        [seriesKey('url.up', { url: 'http://a/b,c' })]: 1,
        [seriesKey('url.seconds', { phase: 'total', url: 'http://a/b,c' })]: 0.5,
      },
      'url up',
      '500 ms',
      'http://a/b,c',
    ],
    [{ 'cpu.usage': null }, 'cpu', '-', ''],
    [
      { 'cpu.usage': 0.5, 'cpu.steal': 0.1, 'cgroup.throttled': 0.2 },
      'cpu',
      '50 %',
      'stolen 10 %, throttled 20 %',
    ],
    [{ 'cpu.usage': 0.5, 'cpu.steal': 0 }, 'cpu', '50 %', ''],
  ])('of %j', (values, title, figure, more) => {
    expect(gaugesOf(values, none)).toEqual([expect.objectContaining({ title, figure, more })])
  })

  test('of what flows adds up all devices, now and before', () => {
    const recent = new Map([
      ['network.received{interface=a}', [1, 2, 3]],
      ['network.received{interface=b}', [10]],
      ['network.sent{interface=a}', [null, 100, 100]],
    ])
    const [network] = gaugesOf(
      {
        'network.received{interface=a}': 3,
        'network.received{interface=b}': 10,
        'network.sent{interface=a}': null,
      },
      recent,
    )
    expect(network).toMatchObject({ figure: '13 B/s', history: [1, 102, 113], more: 'in 13 B/s' })
  })

  test('of mounts is that of the two fullest', () => {
    const gauges = gaugesOf(
      { 'disk.usage{mount=/a}': 0.1, 'disk.usage{mount=/b}': 0.3, 'disk.usage{mount=/c}': 0.2 },
      none,
    )
    expect(gauges.map(({ title }) => title)).toEqual(['disk /b', 'disk /c'])
  })
})
