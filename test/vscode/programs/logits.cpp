#include <cstdio>
#include <vector>

static float largest(const std::vector<float>& logits) {
  float most = logits[0];
  for (float value : logits)
    if (value > most) most = value;
  return most;
}

int main() {
  std::vector<float> logits = {2.0f, 1.0f, 0.5f, -1.5f};
  float rows[2][3] = {{0.5f, -0.25f, 4.0f}, {1.0f, 1.0f, 1.0f}};
  for (int step = 0; step < 4; step++) {
    logits[1] += 1.0f;
    const float* pointer = logits.data();
    std::printf("%g %g\n", largest(logits), pointer[2] + rows[1][2]);
  }
  return 0;
}
