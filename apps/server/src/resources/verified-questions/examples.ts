/** What the documentation shows. */

export const newVerifiedExample = {
  question: 'How many active customers do we have?',
  connection_id: 'conn_789',
  sql: "SELECT count(DISTINCT customer_id) AS active_customers\nFROM orders\nWHERE ordered_at > now() - interval '90 days'",
  description: 'Active: ordered within 90 days, as finance counts them.',
};

export const verifiedExample = {
  verified_question_id: 'vq_8q27v6qm06dpvsqe87br',
  project_id: 'proj_123',
  question: newVerifiedExample.question,
  description: newVerifiedExample.description,
  connection_id: 'conn_789',
  dialect: 'postgresql' as const,
  sql: newVerifiedExample.sql,
  timezone: 'UTC',
  spec: null,
  created_by: 'user_123',
  created_at: '2026-11-29T10:00:00.000Z',
};
