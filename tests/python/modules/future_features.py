# The module __future__ itself
import __future__
for n in __future__.all_feature_names:
    f = getattr(__future__, n)
    print(n, f, f.getOptionalRelease(), f.getMandatoryRelease(), f.compiler_flag)
print(sorted(__future__.__all__), [n for n in dir(__future__) if n[:3] == 'CO_'])
