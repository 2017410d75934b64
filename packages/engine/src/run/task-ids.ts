/** Ids of a branch's tasks, as the plan names them. */
export function taskIds(branch: string) {
  return {
    extract: `extract_${branch}`,
    load: `load_${branch}`,
    verify: `verify_${branch}`,
    publish: `publish_${branch}`,
  } as const;
}

/** What `current_task` says while a branch is in a phase: `extracting_sales`. */
export function currentTask(
  phase: 'extracting' | 'loading' | 'verifying' | 'publishing',
  branch: string,
): string {
  return `${phase}_${branch}`;
}
