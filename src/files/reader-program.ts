import { PERL_SUBROUTINES } from '../slurm/perl.ts';

/**
 * The Perl program behind {@link openOtherUsersFile}: becomes a user, opens one file, and hands out parts of it.
 *
 * Its first input is a 32-bit big-endian length and that many bytes, which are strings, each after its own length:
 * uid, gid, groups, the flags of open(2), path. Every request after that is three such numbers: the high and low half of
 * a position, and a count of bytes; a count of 0 asks for the file's status instead. Each, and the opening, is answered
 * by an error number (0: none), a length, and that many bytes; an opened file that is no regular one by 1000.
 */
export const READER_PROGRAM = `
use strict;
use warnings;

$0 = 'slurmrest: reader';
$SIG{PIPE} = 'DEFAULT';
close_inherited();
my $length = receive(4) // exit;
my ($uid, $gid, $groups, $flags, $path) = unpack '(N/a*)*', receive(unpack 'N', $length) // exit;
become($uid, $gid, $groups) or refuse($! + 0);
chdir '/';
sysopen my $file, $path, $flags or refuse($! + 0);
-f $file or refuse(1000);
answer(0, '');

while (my $request = receive(12)) {
  my ($high, $low, $count) = unpack 'NNN', $request;
  if (!$count) { answer(0, join ' ', (stat $file)[0, 1, 7, 9, 10]); next }
  my $bytes = '';
  my $read = sysseek($file, $high * 2**32 + $low, 0) ? sysread $file, $bytes, $count : undef;
  answer(defined $read ? 0 : $! + 0, $bytes);
}
exit;

${PERL_SUBROUTINES}
sub refuse { answer($_[0], ''); exit }

sub answer {
  my ($error, $bytes) = @_;
  my $frame = pack('NN', $error, length $bytes) . $bytes;
  my $sent = 0;
  while ($sent < length $frame) { $sent += syswrite(STDOUT, $frame, length($frame) - $sent, $sent) // exit }
}
`;
