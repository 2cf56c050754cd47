import { notAsked, type Section } from './item.ts'

/** The guide's items on the database: nothing is known of them until one is asked. */
export const database: Section = {
  section: 'Database Level',
  items: [
    notAsked(
      'Create appropriate indexes on frequently queried columns',
      'No database was asked for its indexes.',
    ),
    notAsked(
      'Regular database maintenance (ANALYZE, VACUUM)',
      'No database was asked when it was last analyzed and vacuumed.',
    ),
    notAsked('Configure database connection pooling', 'No database was asked how many connections it has.'),
    notAsked('Optimize database buffer sizes', 'No database was asked for its buffers.'),
    notAsked(
      'Use read replicas for scaling read operations',
      'No database was asked whether it has replicas.',
    ),
    notAsked(
      'Implement database partitioning for large tables',
      'No database was asked how large its tables are.',
    ),
  ],
}
