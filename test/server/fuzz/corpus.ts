import * as slides from '../inet/slides.ts';

/** Sound requests, to be mutated: everything the daemon answers, in every way to write it. */
export function corpus(credentials: string): string[] {
  const request = (line: string, head = '', body = '') => {
    const length = body === '' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    return `${line} HTTP/1.1\r\nHost: localhost\r\n${credentials}${head}${length}\r\n${body}`;
  };
  const json = 'Content-Type: application/json\r\n';
  const job = JSON.stringify({
    job: { name: 'a', nodes: [1, 2], time_limit: 60, environment: { A: 'b' }, array: '0-15:4%2' },
    script: '#!/bin/sh\ntrue\n',
  });
  const yaml = 'job: {name: a, nodes: 2-4, environment: [A=b]}\nscript: |\n  #!/bin/sh\n  true\n';
  const chunked = (body: string) => `${body.length.toString(16)};x=y\r\n${body}\r\n0\r\nTrailer: z\r\n\r\n`;
  return [
    ...['ping', 'diag', 'jobs', 'nodes', 'partitions', 'job/1', 'job/1_2', 'job/1+0', 'node/host1'].map(
      (name) => request(`GET /slurm/v1/${name}`, 'Accept: application/json, text/yaml;q=0.5\r\n'),
    ),
    request('GET /slurm/v1/jobs', 'Accept: application/yaml\r\nIf-None-Match: "x"\r\n'),
    request('GET /slurm/v1/jobs', 'If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n'),
    request('GET http://localhost/openapi.json'),
    request('HEAD /slurm/v1/nodes'),
    request('OPTIONS /slurm/v1/job/1'),
    request('OPTIONS *'),
    request('DELETE /slurm/v1/job/1?signal=USR1&batch=true'),
    request('PUT /slurm/v1/job/1', json, '{"time_limit":10,"name":"b"}'),
    request('POST /slurm/v1/job/1/hold'),
    request('POST /slurm/v1/job/submit', json, job),
    request('POST /slurm/v1/job/submit', 'Content-Type: application/yaml; charset=utf-8\r\n', yaml),
    request('POST /slurm/v1/job/submit', `${json}Expect: 100-continue\r\n`, job),
    request('POST /slurm/v1/job/submit', `${json}Transfer-Encoding: chunked\r\n`) + chunked(job),
    slides.DIAG,
    ...[slides.SUBMIT, slides.SUBMIT_HET, slides.SUBMIT_ARRAY, slides.CANCEL].map((slide) =>
      asOnNetwork(slide, credentials),
    ),
  ];
}

/** A request of the slides with the line ends and the Host that a socket wants. */
function asOnNetwork(slide: string, credentials: string): string {
  const end = slide.indexOf('\n\n');
  const body = slide.slice(end + 2);
  const head = slide.slice(0, end).replace(/^Content-Length: .*/m, `Content-Length: ${body.length}`);
  const lines = head.replaceAll('\n', '\r\n');
  return `${lines}\r\nHost: localhost\r\n${credentials}\r\n${body}`;
}
