e = ValueError('v'); e.add_note('note on v')
g = ExceptionGroup('g', [e]); g.add_note('note on g\nsecond line')
raise g
