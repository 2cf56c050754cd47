import { describe, expect, it } from 'vitest'
import { waitInWords } from '../../../src/probes/process/wait-in-words.ts'

describe('wait channels in words', () => {
  it.each([
    ['ep_poll', 'events', 'events (epoll)'],
    ['do_epoll_wait', 'events', 'events (epoll)'],
    ['poll_schedule_timeout', 'events', 'events (poll)'],
    ['io_cqring_wait', 'events', 'events (io_uring)'],
    ['futex_do_wait', 'lock', 'a lock or another thread (futex)'],
    ['futex_wait_queue_me', 'lock', 'a lock or another thread (futex)'],
    ['hrtimer_nanosleep', 'timer', 'its own timer'],
    ['do_wait', 'child', 'a child process'],
    ['sigsuspend', 'signal', 'a signal'],
    ['anon_pipe_read', 'pipe', 'a pipe'],
    ['n_tty_read', 'terminal', 'a terminal or a socket'],
    ['inet_csk_accept', 'socket', 'a socket'],
    ['unix_stream_read_generic', 'socket', 'a socket'],
    ['sk_wait_data', 'socket', 'a socket'],
    ['folio_wait_bit_common', 'disk', 'a disk'],
    ['jbd2_log_wait_commit', 'disk', 'a disk'],
    ['io_schedule', 'disk', 'a disk'],
    ['balance_dirty_pages', 'disk', 'the disk to take what it wrote'],
    ['nfs_wait_bit_killable', 'network filesystem', 'a network filesystem'],
    ['rpc_wait_bit_killable', 'network filesystem', 'a network filesystem'],
    ['request_wait_answer', 'network filesystem', 'a filesystem that a program serves (FUSE)'],
    ['mem_cgroup_handle_over_high', 'memory', 'memory to become free'],
    ['__refrigerator', 'halt', 'its cgroup or filesystem to be thawed'],
    ['ptrace_stop', 'halt', 'a debugger, or a signal to go on'],
    ['rwsem_down_write_slowpath', 'lock', 'a lock inside the kernel'],
    ['locks_lock_inode_wait', 'lock', 'the lock of a file'],
    ['worker_thread', 'work', 'work'],
  ])('%s', (channel, kind, words) => {
    expect(waitInWords(channel)).toEqual({ kind, words })
  })

  it('of what is not known are none', () => {
    expect(waitInWords('schedule_timeout')).toBeNull()
    expect(waitInWords('kernfs_fop_poll')).toBeNull()
  })
})
