import { defineCheck } from '../define-check.ts'

/** They take a call into the kernel, or more, where tsc takes nanoseconds. */
const slow = new Set(['acpi_pm', 'hpet', 'jiffies', 'pit', 'refined-jiffies', 'xen'])

export const clockSource = defineCheck({
  id: 'clk.source',
  group: 'clock',
  resource: 'clock',
  role: 'config',
  title: 'Clock source',
  meaning:
    'The hardware that the kernel asks for the time. Programs ask very often; with xen, hpet or acpi_pm each question is a system call of a microsecond or more, with tsc or kvm-clock it is none.',
  reads: '/sys/devices/system/clocksource/clocksource0/{current,available}_clocksource',
  source: 'redis-server --check-system: xen; hpet and acpi_pm by the same measure',
  needs: ['clockSource'],
  worst: 'warn',
  evaluate({ facts }) {
    const { current, available } = facts.clockSource.last
    const evidence = { current, available: available.join(' ') || 'not told' }
    const names = { current }
    if (!slow.has(current))
      return { value: null, status: 'pass', because: `The kernel reads the time from ${current}.`, evidence }
    if (available.includes('tsc'))
      return {
        value: null,
        status: 'warn',
        because: `The kernel reads the time from ${current}, which is slow, although tsc is available.`,
        evidence,
        names,
      }
    return {
      value: null,
      status: current === 'xen' ? 'warn' : 'info',
      because: `The kernel reads the time from ${current}, which is slow; it does not offer tsc here.`,
      evidence,
      names,
    }
  },
  advice: [
    {
      text: 'Where tsc is available, switch to it; the kernel switches back by itself if it finds tsc unreliable.',
      command: 'echo tsc > /sys/bus/clocksource/devices/clocksource0/current_clocksource',
      persist:
        "echo 'w /sys/bus/clocksource/devices/clocksource0/current_clocksource - - - - tsc' > /etc/tmpfiles.d/clocksource.conf",
      undo: 'echo {current} > /sys/bus/clocksource/devices/clocksource0/current_clocksource; rm -f /etc/tmpfiles.d/clocksource.conf',
      risk: 'none',
    },
    {
      text: 'Where it is not, see why the kernel gave it up.',
      command: 'dmesg | grep -iE "tsc|clocksource"',
      risk: 'none',
    },
  ],
})
