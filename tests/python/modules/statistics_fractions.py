"""statistics and fractions."""
from fractions import Fraction as F
from statistics import *
import statistics
import numbers
import math


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



for text in ("mean([1, 2, 3, 4])", "mean([1.5, 2])", "mean([])", "mean([F(1, 2), F(1, 3)])",
             "fmean([1, 2, 4])", "fmean([])", "fmean([1, 2], [3, 1])", "median([3, 1, 2])",
             "median([1, 2, 3, 4])", "median([])", "median_low([1, 2, 3, 4])",
             "median_high([1, 2, 3, 4])", "median_grouped([1, 2, 2, 3, 4, 4, 4, 5])",
             "mode('aabbb')", "mode([])", "multimode('aabbc')", "stdev([1, 2, 3, 4])",
             "stdev([1])", "pstdev([1, 2, 3, 4])", "variance([2.75, 1.75, 1.25, 0.25])",
             "pvariance([0, 0.25, 0.25, 1.25])", "variance([1, 2, 3])", "pvariance([1, 2])",
             "harmonic_mean([40, 60])", "harmonic_mean([1, 0])", "harmonic_mean([-1])",
             "round(geometric_mean([54, 24, 36]), 9)", "quantiles(range(1, 11))",
             "quantiles([1, 2, 3, 4], n=2, method='inclusive')", "quantiles([1])",
             "covariance([1, 2, 3], [1, 5, 7])", "correlation([1, 2, 3], [3, 2, 1])",
             "linear_regression([1, 2, 3], [2, 4, 7])", "mean(['a'])", "NormalDist(5, 2)",
             "NormalDist(5, 2).cdf(6)", "NormalDist.from_samples([1, 2, 3])",
             "NormalDist(1, -1)", "stdev([0.1, 0.2, 0.4])", "mean([10**20, 1])", "mean([True, 2])",
             "F(3, 4)", "F(6, -8)", "F(1, 0)", "F('3/4')", "F(' -1.25 ')", "F('1e-3')", "F('x')",
             "F(0.1)", "F(0.5)", "F(F(1, 2), F(3, 4))", "F('1/0')", "F(1.5, 2)", "F([])",
             "F(1, 3) + F(1, 6)", "F(1, 2) + 1", "1 - F(1, 3)", "F(1, 2) * 0.5", "F(7, 3) // 2",
             "F(7, 3) % 1", "F(-7, 3) // 2", "divmod(F(7, 2), F(2, 3))", "F(1, 2) ** 3",
             "F(2, 3) ** -2", "F(4) ** F(1, 2)", "2 ** F(3)", "-F(1, 2)", "abs(F(-1, 2))",
             "int(F(-7, 2))", "round(F(5, 2))", "round(F(7, 2))", "round(F(22, 7), 2)",
             "math.floor(F(-7, 2))", "math.ceil(F(7, 2))", "float(F(1, 3))", "str(F(4, 2))",
             "F(1, 2) == 0.5", "F(1, 2) < 0.75", "F(1, 3) < F(1, 2)", "hash(F(1, 2)) == hash(0.5)",
             "hash(F(3)) == hash(3)", "F(355, 113).limit_denominator(10)",
             "F('3.141592653589793').limit_denominator(1000)", "F(1, 2).as_integer_ratio()",
             "isinstance(F(1), numbers.Rational)", "isinstance(1, numbers.Integral)",
             "isinstance(1.5, numbers.Real)", "isinstance(1.5, numbers.Rational)",
             "isinstance(1j, numbers.Complex)", "issubclass(bool, numbers.Integral)",
             "F(1, 2) + 'x'",
             "sum([F(1, 3)] * 3)", "F.from_float(0.25)", "bool(F(0))", "F(1, 2) / 0",
             "max(F(1, 3), F(1, 2))", "F(3, 2).numerator", "complex(F(1, 2))"):
    show(text)
