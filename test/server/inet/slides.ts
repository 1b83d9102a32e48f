/**
 * What the slides pipe into slurmrestd, byte for byte as a shell passes it on; their line breaks inside a header
 * or a name are the slide's. `echo -e` writes the final line feed of each.
 */
export const DIAG = 'GET /slurm/v1/diag HTTP/1.1\r\nAccept: */*\r\n\n';

export const DIAG_ABSOLUTE = 'GET http://localhost/slurm/v1/diag HTTP/1.1\r\nAccept: */*\r\n\n';

export const DIAG_YAML = 'GET http://localhost/slurm/v1/diag HTTP/1.1\r\nAccept: text/yaml\r\n\n';

/** `HTTP/1.1\n\nACCEPT: …`: the header comes after the empty line. */
export const DIAG_LATE_HEADER = 'GET /slurm/v1/diag HTTP/1.1\n\nACCEPT: text/json\r\n\r\n\n';

/** `HTTP/1.1\\nACCEPT: …`: `echo -e` makes of two backslashes one, and no line feed. */
export const JOB_SPELLED_OUT = 'GET /slurm/v1/job/2203 HTTP/1.1\\nACCEPT: text/json\r\n\r\n\n';

export const CANCEL = 'DELETE /slurm/v1/job/2202 HTTP/1.1\nAccept: text/yaml\n\n';

/** The files `demo`. Their Content-Length is of bodies that were compacted to fit on the slides. */
const demo = (length: number, body: string) =>
  `POST /slurm/v1/job/submit HTTP/1.1\nAccept: text/yaml\nContent-Type: application/json\nContent-Length: ${length}\n\n${body}\n`;

export const SUBMIT = demo(
  348,
  `{"job": {"account": "test", "ntasks": 20, "name": "test18.1", "nodes": [2, 4],
"current_working_directory": "/tmp/", "user_id": 1000, "group_id": 1000,
"environment": {"PATH": "/bin:/usr/bin/:/usr/local/bin/","LD_LIBRARY_PATH":
"/lib/:/lib64/:/usr/local/lib"} }, "script": "#!/bin/bash\\necho it works"}`,
);

export const SUBMIT_HET = demo(
  654,
  `{"job": [{"account": "test","ntasks": 20,"name": "test18.1","nodes": [2,
4],"current_working_directory": "/tmp/","user_id": 1000,"group_id":
1000,"environment": {"PATH": "/bin:/usr/bin/:/usr/local/bin/",
"LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib" }}, { "account": "test",
"ntasks": 2, "name": "test18.3", "nodes": [2, 4], "current_working_directory":
"tmp/", "user_id": 1000, "group_id": 1000, "environment": { "PATH":
"/bin:/usr/bin/:/usr/local/bin/", "LD_LIBRARY_PATH": "/lib/:/lib64/:/usr/local/lib"
} } ], "script": "#!/bin/bash\\nsrun echo it works" }`,
);

export const SUBMIT_ARRAY = demo(
  374,
  `{"job":{"account":"test","array":"1-1000","ntasks":20,"name":"test18.1","nodes":
[2,4],"current_working_directory":"/tmp/","user_id":1000,"group_id":1000,"environment":{"PATH":"/bin:/usr/bin/:/usr/local/bin/","LD_LIBRARY_PATH":"/lib/:/lib64/:/usr/local/lib"}},"script":"#!/bin/bash\\nsrun echo it works"}`,
);

/** The answer to a submission on the slides. */
export const submitted = (jobId: number) =>
  `%YAML 1.1\n---\n!!str errors: !!seq []\n!!str job_id: !!int ${jobId}\n!!str step_id: !!str BATCH\n!!str job_submit_user_msg: !!null null\n...\n`;
