/** Part of Perl programs: how much memory what they started took; takes the number of getrusage(2), 0 = not known. */
export const CHILDREN_MEMORY = String.raw`
# The most any child that has been waited for, or any of theirs, held at a time, in KiB; RUSAGE_CHILDREN.
sub children_memory {
  my ($getrusage) = @_;
  my $usage = "\0" x 512;
  return $getrusage && syscall($getrusage, -1, $usage) == 0 ? (unpack 'l!5', $usage)[4] : 0;
}
`;
