import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { grown, inAMinute } from './counted.ts'

export const netUdpBuffers = defineCheck({
  id: 'net.udp-buffers',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'UDP packets lost at full buffers',
  meaning:
    'UDP packets that were thrown away because the buffer of their socket was full: a program reads too slowly (receive), or more is sent than goes out (send). Nobody sends them again. Per minute; a window shorter than a minute has to see as many by itself.',
  reads: '/proc/net/snmp (Udp RcvbufErrors, SndbufErrors)',
  source: 'netdata 10 a minute (cleared at 0)',
  needs: ['snmp'],
  uses: ['sysctls'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'count', direction: 'above', warn: 10, warnClear: 1 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const usual = sysctlNumber(facts.sysctls.known ? facts.sysctls.last : null, 'net.core.rmem_default')
    const largest = sysctlNumber(facts.sysctls.known ? facts.sysctls.last : null, 'net.core.rmem_max')
    const readings = (['receive', 'send'] as const).flatMap((way): Reading[] => {
      const count = grown(facts.snmp, 'Udp', way === 'receive' ? 'RcvbufErrors' : 'SndbufErrors')
      if (count === null) return []
      return [
        {
          instance: way,
          value: inAMinute(count, windowSeconds),
          because:
            count === 0
              ? `No UDP packet found a ${way} buffer full.`
              : `${formatQuantity(count)} UDP packets were lost at full ${way} buffers in ${formatQuantity(windowSeconds, 'seconds')}.`,
          evidence: {
            lost: quantity(count, 'count'),
            rate: quantity(count / windowSeconds, 'per-second'),
            ...(largest === null ? {} : { 'net.core.rmem_max': quantity(largest, 'bytes') }),
          },
          names: {
            ...(largest === null ? {} : { largest: String(largest) }),
            ...(usual === null ? {} : { usual: String(usual) }),
          },
        },
      ]
    })
    return readings.length > 0
      ? readings
      : { unknown: 'The UDP counters of /proc/net/snmp are not there or were reset meanwhile.' }
  },
  advice: [
    {
      text: 'See which socket does not keep up: its Recv-Q is full, and d in skmem counts what it lost.',
      command: 'ss -uamnp',
      risk: 'none',
    },
    {
      text: 'Let programs ask for larger buffers (SO_RCVBUF), and restart those that do.',
      command: 'sysctl -w net.core.rmem_max=8388608',
      persist: "echo 'net.core.rmem_max = 8388608' > /etc/sysctl.d/90-rmem-max.conf",
      undo: 'sysctl -w net.core.rmem_max={largest}; rm -f /etc/sysctl.d/90-rmem-max.conf',
      risk: 'restart',
    },
    {
      text: 'Give a larger buffer to those that do not ask.',
      command: 'sysctl -w net.core.rmem_default=1048576',
      persist: "echo 'net.core.rmem_default = 1048576' > /etc/sysctl.d/90-rmem-default.conf",
      undo: 'sysctl -w net.core.rmem_default={usual}; rm -f /etc/sysctl.d/90-rmem-default.conf',
      risk: 'restart',
    },
  ],
})
