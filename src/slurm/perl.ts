import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { SlurmError } from './error.ts';

/**
 * Path of the perl that runs the few programs Node cannot be: the system's own before any other on the PATH.
 * @param what it is for, e.g. `run jobs`
 * @throws SlurmError `PERL_MISSING`
 */
export function findPerl(what: string): string {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(':').filter(Boolean)];
  const perl = folders.map((folder) => join(folder, 'perl')).find(isExecutable);
  if (!perl) throw new SlurmError('PERL_MISSING', { what });
  return perl;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Subroutines that every Perl program of ours begins with; builtins only, so perl-base will do. */
export const PERL_SUBROUTINES = String.raw`
# Exactly so many bytes of stdin; undef where whoever sends them is gone.
sub receive {
  my ($count) = @_;
  my $bytes = '';
  while (length $bytes < $count) {
    sysread STDIN, $bytes, $count - length $bytes, length $bytes or return;
  }
  return $bytes;
}

# Files that whoever started the parent left open in it.
sub close_inherited {
  opendir my $files, '/proc/self/fd' or return;
  my @numbers = grep { /^\d+$/ && $_ > 2 } readdir $files;
  closedir $files;
  for (@numbers) { if (open my $file, "<&=", $_) { close $file } }
}

# Becomes another user for good; groups are numbers with spaces between them.
sub become {
  my ($uid, $gid, $groups) = @_;
  $) = "$gid $groups";
  $( = $gid;
  ($<, $>) = ($uid, $uid);
  return $< == $uid && $> == $uid && $( == $gid && $) == $gid;
}
`;
