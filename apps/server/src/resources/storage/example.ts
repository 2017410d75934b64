/** The answer to the contract's question, shortened to one alternative. */
export const storageExample = {
  engine: 'clickhouse',
  title: 'ClickHouse (column store)',
  confidence: 0.95,
  supported: true,
  layout: {
    partition_by: 'toYYYYMM(<time column>)',
    sort_key: ['<time column>'],
    indexes: [],
    file_format: 'MergeTree parts',
    compression: 'ZSTD(1); Delta or DoubleDelta before it on times and counters',
    table_engine: 'MergeTree',
    because: [
      'Columns with few values come first in the sort key: they compress well, and skipping works on all that follow.',
      'One part a month keeps parts at some gigabytes and lets old ones be dropped at once.',
    ],
  },
  sizing: [
    {
      months: 0,
      rows_gb: 100,
      stored_gb: 20,
      monthly_cost: {
        total: 76.2,
        storage: 2,
        compute: 73.6,
        backup: 0.6,
        reading: 0,
        machine: {
          vcpus: 2,
          memory_gb: 8,
        },
      },
    },
    {
      months: 12,
      rows_gb: 220,
      stored_gb: 44,
      monthly_cost: {
        total: 79.32,
        storage: 4.4,
        compute: 73.6,
        backup: 1.32,
        reading: 0,
        machine: {
          vcpus: 2,
          memory_gb: 8,
        },
      },
    },
  ],
  monthly_cost: 76.2,
  alternatives: [
    {
      engine: 'parquet',
      title: 'Parquet files in object storage',
      score: 4,
      monthly_cost: 19.47,
      layout: {
        partition_by: 'folders by month of <time column>',
        sort_key: ['<time column>'],
        indexes: [],
        file_format: 'Parquet, files of 256 MB to 1 GB, row groups of 1,000,000 rows',
        compression: 'ZSTD, level 3',
        table_engine: null,
        because: [
          'Sorted rows give narrow least and greatest values per group, so most groups are skipped.',
          'Large files cost few requests; small ones cost more to open than to read.',
        ],
      },
      gains: ['It costs about 56.73 USD less a month now.'],
      losses: [
        '10 to 200 GB is at home on one machine of any kind.',
        'Many rows arrive: they are best taken in batches and sorted later; one file has one writer.',
        'Analytical questions read few columns of many rows: columns are best stored apart.',
        'Time series are asked by period: sorted by time, only that period is read.',
      ],
    },
  ],
  rules: [
    {
      id: 'size.medium',
      points: {
        postgresql: 1,
        clickhouse: 1,
        duckdb: 1,
      },
      because: '10 to 200 GB is at home on one machine of any kind.',
    },
    {
      id: 'growth.fast',
      points: {
        clickhouse: 1,
        parquet: 1,
      },
      because: 'It doubles within a year: parts by time keep loading and dropping cheap.',
    },
    {
      id: 'access.write_heavy',
      points: {
        clickhouse: 2,
        parquet: 1,
        duckdb: -3,
      },
      because:
        'Many rows arrive: they are best taken in batches and sorted later; one file has one writer.',
    },
    {
      id: 'query.analytical',
      points: {
        clickhouse: 3,
        duckdb: 2,
        parquet: 1,
        postgresql: -1,
      },
      because: 'Analytical questions read few columns of many rows: columns are best stored apart.',
    },
    {
      id: 'query.time_series',
      points: {
        clickhouse: 3,
        parquet: 1,
      },
      because: 'Time series are asked by period: sorted by time, only that period is read.',
    },
  ],
  scores: {
    clickhouse: 10,
    parquet: 4,
    postgresql: 0,
    duckdb: 0,
  },
  assumptions: [
    {
      field: 'data_profile.retention_months',
      value: 'unlimited',
      because: 'It was not said: everything is kept.',
    },
  ],
  price_table: {
    currency: 'USD',
    date: '2026-01',
    source:
      'Public price lists of three large cloud providers: general purpose machines, general purpose SSD disks, standard object storage',
    note: 'Rounded list prices of large public clouds for a central region, on demand, without discounts and taxes. List prices change, and contracts differ: put your own into a copy of this file and name it in AI_ETL_PRICE_TABLE.',
  },
};
