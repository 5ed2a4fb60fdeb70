/**
 * The settings of the embedded server: one machine, one application, every commit durable, and little
 * memory while nothing happens. Given on the command line, so that no edited file survives an upgrade.
 */
export const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',

  fsync: 'on',
  synchronous_commit: 'on',
  // Measured: writers gather by themselves; any delay only hurt at 8 connections.
  commit_delay: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',

  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '96MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',

  // Queues and logs are written and deleted all day: clean in small bites, early.
  autovacuum_vacuum_scale_factor: '0.02',
  autovacuum_vacuum_insert_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',
  autovacuum_naptime: '20s',

  // Processes that we have no use for.
  max_logical_replication_workers: '0',
  io_method: 'sync',

  // The server outlives a killed parent, whose pipe is gone then: it keeps its own log, a week of it.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_line_prefix: '%m [%p] ',
  // The details of an error quote the row, and with it what customers wrote.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_timezone: 'UTC',
  timezone: 'UTC',

  // A statement whose client was killed ends within a second, and with it its locks.
  ...(process.platform === 'linux' ? { client_connection_check_interval: '1s' } : {}),
};
