/** What kind of thing a thread waits for. */
export type WaitKind =
  | 'events'
  | 'timer'
  | 'lock'
  | 'child'
  | 'socket'
  | 'pipe'
  | 'terminal'
  | 'signal'
  | 'disk'
  | 'network filesystem'
  | 'memory'
  | 'halt'
  | 'work'

interface Wait {
  kind: WaitKind
  words: string
}

const waits: readonly (readonly [RegExp, WaitKind, string])[] = [
  [/(?:^|_)nfs|rpc_|cifs|smb|ceph/, 'network filesystem', 'a network filesystem'],
  [/^request_wait_answer|fuse/, 'network filesystem', 'a filesystem that a program serves (FUSE)'],
  [/^balance_dirty_pages/, 'disk', 'the disk to take what it wrote'],
  [/mem_cgroup|^congestion_wait|shrink_|^throttle_direct_reclaim/, 'memory', 'memory to become free'],
  [/freeze|frozen|refrigerator/, 'halt', 'its cgroup or filesystem to be thawed'],
  [/^ptrace|^do_signal_stop|^do_jobctl/, 'halt', 'a debugger, or a signal to go on'],
  [/^(?:ep_poll|do_epoll)/, 'events', 'events (epoll)'],
  [/^(?:poll_schedule|do_sys_poll|do_poll|do_select|core_sys_select)/, 'events', 'events (poll)'],
  [/^io_cqring_wait|^io_wq|^io_sq/, 'events', 'events (io_uring)'],
  [/^(?:read_events|aio_|do_io_getevents)/, 'disk', 'disk requests that it handed over (aio)'],
  [/futex/, 'lock', 'a lock or another thread (futex)'],
  [/flock|locks_lock|fcntl_setlk|posix_lock/, 'lock', 'the lock of a file'],
  [/nanosleep|^schedule_hrtimeout|^timerfd_read/, 'timer', 'its own timer'],
  [/^(?:do_wait|kernel_wait|wait4)/, 'child', 'a child process'],
  [/sigtimedwait|sigsuspend|signalfd|^sys_pause|^do_pause/, 'signal', 'a signal'],
  [/pipe/, 'pipe', 'a pipe'],
  [/tty|^wait_woken/, 'terminal', 'a terminal or a socket'],
  [
    /^(?:sk_|inet_|tcp_|unix_|udp_|skb_|__skb|sock_|datagram|netlink_|wait_for_connect|do_accept)/,
    'socket',
    'a socket',
  ],
  [/^(?:eventfd|inotify|fanotify|msgrcv|do_msgrcv|mq_|do_semtimedop|wq_sleep)/, 'events', 'events'],
  [
    /io_schedule|blk|bio|bit_wait|wait_on_page|wait_on_bit|folio|jbd2|journal|xfs|btrfs|ext4|submit|rq_qos/,
    'disk',
    'a disk',
  ],
  [/mutex|rwsem|semaphore|down_(?:read|write)|_lock/, 'lock', 'a lock inside the kernel'],
  [/^(?:worker_thread|rescuer_thread|kthread|smpboot_thread|rcu_|kswapd|kcompactd|kdamond)/, 'work', 'work'],
]

/** What a thread waits for, by the kernel function that it waits in; null for one that is not known. */
export function waitInWords(channel: string): Wait | null {
  const found = waits.find(([functions]) => functions.test(channel))
  return found === undefined ? null : { kind: found[1], words: found[2] }
}
