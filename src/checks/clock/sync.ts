import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'

/** A machine that has just booted is still looking for true time. */
const settledAfterSeconds = 17 * 60

export const clockSync = defineCheck({
  id: 'clk.sync',
  group: 'clock',
  resource: 'clock',
  role: 'config',
  title: 'Clock synchronization',
  meaning:
    'Whether something keeps the clock at true time. A clock that drifts breaks certificates, tokens and the order of log lines and database rows across machines. It is judged from 17 minutes after the boot on.',
  reads: 'chronyc -c tracking, timedatectl show, /proc/uptime',
  source: 'netdata: not synchronized, 17 minutes after the boot; node_exporter mixin',
  needs: ['uptimeSeconds'],
  uses: ['timeSync', 'system'],
  worst: 'warn',
  evaluate({ facts }) {
    const { timeSync, system } = facts
    const uptime = facts.uptimeSeconds.last
    if (!timeSync.known) {
      if (system.known && system.last.container.inside)
        return { notApplicable: 'A container has the clock of its host: look there.' }
      if (timeSync.reason === 'absent')
        return {
          unknown:
            'Neither chronyc nor timedatectl was asked or is there: leave out --no-exec, or see which time service runs.',
        }
      return { unknown: `${timeSync.path} could not be understood or did not answer.` }
    }
    const { synchronized, because, offsetSeconds } = timeSync.last
    const evidence = {
      synchronized: synchronized ? 'yes' : 'no',
      'up for': quantity(uptime, 'seconds'),
      ...(offsetSeconds === null ? {} : { offset: quantity(offsetSeconds, 'seconds') }),
    }
    if (synchronized) {
      const offset =
        offsetSeconds === null
          ? ''
          : ` It is within ${formatQuantity(Math.abs(offsetSeconds), 'seconds')} of true time.`
      return { value: null, status: 'pass', because: `${because}${offset}`, evidence }
    }
    if (uptime <= settledAfterSeconds)
      return {
        value: null,
        status: 'info',
        because: `${because} The machine is up for ${formatQuantity(uptime, 'seconds')}: that is judged from 17 minutes on.`,
        evidence,
      }
    return { value: null, status: 'warn', because, evidence }
  },
  advice: [
    {
      text: 'Turn the time service of systemd on (or install chrony, which does it as well).',
      command: 'timedatectl set-ntp true',
      undo: 'timedatectl set-ntp false',
      risk: 'none',
    },
    {
      text: 'Where one runs already, see whether it reaches its servers: a firewall may block UDP port 123.',
      command: 'timedatectl timesync-status || chronyc sources',
      risk: 'none',
    },
  ],
})
