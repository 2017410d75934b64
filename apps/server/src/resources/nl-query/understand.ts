import { settleRows, type AskOutcome, type EngineUsed } from '@ai-etl/planner';
import { readTask, type Reading, type Task } from './task.ts';

/** What a question was read as, and by whom. */
export interface Understood {
  readonly outcome: AskOutcome;
  readonly engine: EngineUsed;
}

/** Not measured: no model is part of the evals. Below what the built-in reader gives a clear reading. */
const modelConfidence = 0.75;

/**
 * What a task's words mean: by a configured model; by the built-in reader where none is, where none gives an
 * answer that passes the guard, and where the system refuses the query of one. Who it was is told.
 */
export async function understand(task: Task, read: Reading): Promise<Understood> {
  // What was chosen is a reading of our own.
  const asked = task.request.choice_id === undefined ? await task.askModel() : null;
  const byBuiltIn = async (because: string | null): Promise<Understood> => ({
    outcome: await readTask(task, read),
    engine: { engine: 'built-in', because },
  });
  if (asked === null) return byBuiltIn(null);
  const { engine } = asked;
  switch (asked.kind) {
    case 'none':
      return byBuiltIn(engine.engine === 'built-in' ? engine.because : null);
    case 'unclear': {
      const clarification = { question: asked.question, choices: [], readings: [] };
      return { outcome: { kind: 'unclear', clarification, assumptions: [] }, engine };
    }
    case 'answered': {
      const { explanation, assumptions } = asked;
      const query = settleRows(asked.query, task.request.limit, task.choice.schema);
      const found = read.run === undefined ? 'unknown' : await read.run(query);
      if (found === 'failed') {
        const name = engine.engine === 'model' ? `${engine.provider} (${engine.model})` : '';
        return byBuiltIn(`${name}: the system refuses its query`);
      }
      return {
        outcome: {
          kind: 'answered',
          query,
          explanation,
          assumptions,
          confidence: modelConfidence,
          alternatives: [],
        },
        engine,
      };
    }
  }
}
