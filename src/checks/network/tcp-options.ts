import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'

const options = [
  {
    name: 'net.ipv4.tcp_window_scaling',
    poor: 0,
    better: 1,
    because: 'Without window scaling a connection has at most 64 KiB on its way: far connections stay slow.',
  },
  {
    name: 'net.ipv4.tcp_sack',
    poor: 0,
    better: 1,
    because: 'Without selective acknowledgement one lost packet has all after it sent again.',
  },
  {
    name: 'net.ipv4.tcp_slow_start_after_idle',
    poor: 1,
    better: 0,
    because:
      'A connection that was idle starts slowly again, which delays pooled and keep-alive connections.',
  },
] as const

export const netTcpOptions = defineCheck({
  id: 'net.tcp-options',
  group: 'network',
  resource: 'network',
  role: 'config',
  title: 'Settings of TCP',
  meaning:
    'Settings that slow every connection down: window scaling and selective acknowledgement, which belong on, and slow start after idle, which the kernel has on and servers with long-lived connections want off.',
  reads: '/proc/sys/net/ipv4/tcp_window_scaling, tcp_sack, tcp_slow_start_after_idle',
  source: 'tuned, slow start after idle off; the others are house values',
  needs: ['sysctls'],
  worst: 'info',
  evaluate({ facts }) {
    const known = options.flatMap((option) => {
      const value = sysctlNumber(facts.sysctls.last, option.name)
      return value === null ? [] : [{ ...option, value }]
    })
    if (known.length === 0) return { unknown: 'None of these settings of TCP could be read.' }
    const poor = known.filter((option) => option.value === option.poor)
    const evidence = Object.fromEntries(known.map(({ name, value }) => [name, String(value)]))
    if (poor.length === 0) {
      return { value: null, status: 'pass', because: 'The settings of TCP hold nothing up.', evidence }
    }
    return poor.map(({ name, value, better, because }) => ({
      instance: name,
      value: null,
      status: 'info' as const,
      because,
      evidence: { [name]: String(value) },
      names: {
        setting: `${name}=${better}`,
        before: `${name}=${value}`,
        file: `/etc/sysctl.d/90-${name.slice('net.ipv4.'.length)}.conf`,
      },
    }))
  },
  advice: [
    {
      text: 'Change it; it holds for connections from then on.',
      command: 'sysctl -w {setting}',
      persist: 'echo {setting} > {file}',
      undo: 'sysctl -w {before}; rm -f {file}',
      risk: 'none',
    },
  ],
})
