import { quantity } from '../../core/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'

export const failedUnits = defineCheck({
  id: 'proc.units',
  group: 'process',
  resource: 'processes',
  role: 'errors',
  title: 'Failed services',
  meaning:
    'Units of systemd that should run, or should have run, and failed: a service that is missing, a backup that was not made, a mount that is not there.',
  reads: 'systemctl --failed',
  source: 'node_exporter mixin, netdata: any',
  needs: [],
  uses: ['failedUnits', 'processes', 'system'],
  worst: 'warn',
  evaluate({ facts: { failedUnits: units, processes, system } }) {
    if (!units.known) {
      const init = processes.known ? processes.last.processes.find(({ pid }) => pid === 1) : undefined
      if (system.known && system.last.container.inside)
        return { notApplicable: 'A container has no services of its own.' }
      if (units.reason === 'absent' && init !== undefined && init.name !== 'systemd')
        return { notApplicable: `systemd does not run here: process 1 is ${init.name}.` }
      return {
        unknown:
          units.reason === 'absent'
            ? 'systemctl was not asked or is not there: leave out --no-exec.'
            : 'systemctl did not answer in time, or not as expected.',
      }
    }
    const [first, ...others] = units.last
    if (first === undefined)
      return {
        value: null,
        status: 'pass',
        because: 'No service has failed.',
        evidence: { failed: quantity(0, 'count') },
      }
    return [first, ...others].map(
      (unit): Reading => ({
        instance: unit,
        value: null,
        status: 'warn',
        because: `${unit} has failed.`,
        evidence: { failed: quantity(units.last.length, 'count') },
        culprit: unit,
        names: { unit },
      }),
    )
  },
  advice: [
    { text: 'Read what it said before it failed.', command: 'journalctl -u {unit} -n 50', risk: 'none' },
    {
      text: 'Once mended, start it again.',
      command: 'systemctl restart {unit}',
      undo: 'systemctl stop {unit}',
      risk: 'restart',
    },
    {
      text: 'Where it is not needed, take it off the list of failures.',
      command: 'systemctl reset-failed {unit}',
      risk: 'none',
    },
  ],
})
