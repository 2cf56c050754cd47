/** A kind of message in the kernel log that says what is wrong. */
export interface LogPattern {
  /** What its findings are called: stable. */
  name: string
  words: RegExp
  /** Messages that look like it and are harmless. */
  except?: RegExp
  status: 'info' | 'warn' | 'fail'
  /** What it means, as a sentence. */
  means: string
  /** Finds the process (name, pid) that it speaks of. */
  process?: RegExp
  /** For `grep -iE`, to see the messages again. */
  grep: string
}

/** All kinds, the gravest first. */
export const logPatterns: readonly LogPattern[] = [
  {
    name: 'out of memory',
    words: /out of memory: Kill/i,
    status: 'fail',
    means: 'The kernel killed a process because memory ran out: raise the limit, or find what grew.',
    process: /Kill(?:ed)? process (?<pid>\d+),? \((?<name>.{0,64}?)\)(?=,| total-vm| score|$)/i,
    grep: 'out of memory',
  },
  {
    name: 'I/O error',
    words: /I\/O error|critical (?:medium|target|nexus) error|Medium Error|failed command: (?:READ|WRITE)/,
    // Virtual machines without a floppy or a disc say so at every look.
    except: /\b(?:dev|device) (?:fd|sr)\d/,
    status: 'fail',
    means:
      'A disk did not read or write what it was asked for: save the data, then look at its health with smartctl.',
    grep: 'i/o error|medium error|failed command',
  },
  {
    name: 'filesystem error',
    words:
      /EXT[234]-fs error|XFS .*(?:corruption|shutting down|metadata I\/O)|BTRFS:? (?:error|critical)|remounting filesystem read-only/i,
    status: 'fail',
    means:
      'A filesystem is damaged or its disk failed: it may be read-only now; save the data and run fsck on it unmounted.',
    grep: 'ext4-fs error|xfs|btrfs|remounting',
  },
  {
    name: 'hardware error',
    words: /\[Hardware Error\]|Machine check events logged|Uncorrected error/i,
    except: /\bcorrected\b|for future reference/i,
    status: 'fail',
    means: 'The processor or the memory reported a fault: have the hardware checked.',
    grep: 'hardware error|machine check',
  },
  {
    name: 'lockup',
    words: /soft lockup|hard LOCKUP|rcu.*detected (?:expedited )?stalls|rcu.*self-detected stall/i,
    status: 'fail',
    means:
      'A CPU did nothing else for many seconds: a driver hangs, or the host of this virtual machine gave it no time.',
    process: /stuck for \d+s! \[(?<name>.{1,64}):(?<pid>\d+)\]/,
    grep: 'lockup|stall',
  },
  {
    name: 'hung task',
    words: /blocked for more than \d+ seconds/,
    status: 'fail',
    means: 'A task waited uninterruptibly for two minutes: for a disk, a network filesystem or a lock.',
    process: /task (?<name>.{1,64}):(?<pid>\d+) blocked/,
    grep: 'blocked for more than',
  },
  {
    name: 'conntrack table full',
    words: /nf_conntrack: .*table full|ip_conntrack: table full/i,
    status: 'fail',
    means: 'The firewall drops packets of new connections: raise net.netfilter.nf_conntrack_max.',
    grep: 'table full',
  },
  {
    name: 'neighbour table full',
    words: /neighbou?r table overflow/i,
    status: 'warn',
    means:
      'More machines talk on this network than the table of neighbours holds: raise net.ipv4.neigh.default.gc_thresh3.',
    grep: 'table overflow',
  },
  {
    name: 'SYN flooding',
    words: /possible SYN flooding/i,
    status: 'warn',
    means: 'Connections came faster than a server took them: an attack, or a listen queue that is too short.',
    grep: 'syn flooding',
  },
  {
    name: 'segfault',
    words: /segfault at|general protection fault.* in |traps: .* trap /,
    status: 'info',
    means: 'A program crashed by an error of its own.',
    process:
      /(?:traps: )?(?<name>[^\s[\]][^[\]]{0,63})\[(?<pid>\d+)\]:? (?:segfault|general protection|trap )/,
    grep: 'segfault|traps:|general protection',
  },
]
