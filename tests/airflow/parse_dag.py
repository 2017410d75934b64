"""
Reads an exported DAG with a real Airflow, as its DAG processor does, and prints what it found:
python parse_dag.py FILE
"""

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

file = Path(sys.argv[1])
bag = DagBag(dag_folder=str(file), safe_mode=False)
print(
    json.dumps(
        {
            "errors": {Path(name).name: text for name, text in bag.import_errors.items()},
            "dags": {
                dag.dag_id: {
                    "tasks": dag.task_ids,
                    "retries": [task.retries for task in dag.tasks],
                    "schedule": dag.timetable.serialize(),
                    "start_date": None if dag.start_date is None else str(dag.start_date),
                    "catchup": dag.catchup,
                    "max_active_runs": dag.max_active_runs,
                    "params": dag.params.dump(),
                    "doc": dag.doc_md,
                    "tags": sorted(dag.tags),
                }
                for dag in bag.dags.values()
            },
        }
    )
)
