import { sysctlNumber } from '../sysctl-number.ts'
import { type Item, manual, notAsked, type Section } from './item.ts'

const windowScaling: Item = {
  item: 'Configure TCP window scaling',
  checks: ['net.tcp-options'],
  judge({ facts: { sysctls } }) {
    const name = 'net.ipv4.tcp_window_scaling'
    const value = sysctlNumber(sysctls.known ? sysctls.last : null, name)
    if (value === null) return { answer: 'unknown', because: `${name} could not be read.` }
    return value === 0
      ? {
          answer: 'fail',
          because: `${name} is 0: a connection has at most 64 KiB on its way, and far connections stay slow.`,
        }
      : { answer: 'pass', because: `${name} is ${value}.` }
  },
}

/** The guide's items on the network. */
export const network: Section = {
  section: 'Network Level',
  items: [
    manual(
      'Use CDN for static content delivery',
      'Do users far away load scripts, styles and pictures from a content delivery network near them?',
    ),
    notAsked('Enable HTTP/2 for web interfaces', 'No HTTP endpoint was asked which protocol it speaks.'),
    manual(
      'Implement proper load balancing',
      'Is there more than one instance, and does what is in front of them leave out one that is unwell?',
    ),
    windowScaling,
    notAsked('Use keep-alive connections', 'No HTTP endpoint was asked whether it keeps connections open.'),
    notAsked('Enable compression (gzip, brotli)', 'No HTTP endpoint was asked whether it compresses.'),
  ],
}
