#include "atlas/cli/program.hpp"

int main(int argc, char** argv) { return atlas::cli::run(argc, argv); }
