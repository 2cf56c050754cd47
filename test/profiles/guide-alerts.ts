import { expect } from 'vitest'

const delay = { downSeconds: 60, multiplier: 1.5, maximumSeconds: 900 }
const runbook = expect.stringMatching(/^[A-Z].*\.$/)
/** The guide's five rules as `recommended` has them. */
export const guideAlerts = {
  'cpu.usage': {
    title: 'CPU usage',
    metric: 'cpu.usage',
    above: '85%',
    clear: '75%',
    forSeconds: 60,
    delay,
    runbook,
  },
  'memory.usage': {
    title: 'Memory usage',
    metric: 'memory.usage',
    above: '90%',
    clear: '85%',
    forSeconds: 30,
    delay,
    runbook,
  },
  'disk.usage': {
    title: 'Disk usage',
    metric: 'disk.usage',
    above: '95%',
    clear: '92%',
    forSeconds: 60,
    delay,
    runbook,
  },
  'response.time': {
    title: 'Response time',
    metric: 'app.response',
    above: '5s',
    clear: '4s',
    forSeconds: 30,
    delay,
    runbook,
  },
  'error.rate': {
    title: 'Error rate',
    metric: 'app.errors',
    above: '5%',
    clear: '4%',
    forSeconds: 30,
    delay,
    runbook,
  },
}
